package io.headland.server.engine.grant;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.credential.CredentialStore;
import io.headland.server.core.credential.GrantStore;
import io.headland.server.core.credential.PendingGrant;
import io.headland.server.core.credential.RefreshLease;
import io.headland.server.core.credential.RefreshedGrant;
import io.headland.server.platform.files.HandoverFiles;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.credential.RecordCredentialStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives out access tokens, and refreshes a grant when there is none that is good.
///
/// One refresh at a time: calls in this process collapse into one ([SingleFlight]); between nodes a
/// lease on the row decides. After each wait the row is looked at again, because what was wanted
/// may be there. The provider is called outside any transaction, and what it gave is stored before
/// it is used: first in a file of the data folder, then in the row ([GrantKeeper]).
///
/// A refresh that another node began and did not end leaves the refresh token in doubt: it is not
/// sent again until its result is stored, or long enough has passed.
public final class CredentialRefresher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CredentialRefresher.class);

  /// A token that ends sooner than this counts as ended: a long listing must not lose it half-way.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration DOUBT_RETRY = Duration.ofMinutes(1);
  private static final Backoff APPLICATION_REFUSED =
      new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(128));

  private static final Duration BUSY_RETRY = Duration.ofSeconds(5);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);

  private final CredentialStore credentials;
  private final GrantStore grants;
  private final RecordCredentialStatus statuses;
  private final GrantKeeper keeper;
  private final HandoverFiles files;
  private final CredentialCalls calls;
  private final Providers providers;
  private final InstantSource clock;
  private final UuidGenerator ids;
  private final Sleeper pause;
  private final Waits waits;
  private final SingleFlight<Access> flights = new SingleFlight<>();
  private volatile boolean closing;

  /// How long a refresh may take, and by which clock.
  ///
  /// @param lease after which a refresh that has stored no result counts as interrupted; longer
  ///   than a call to a provider
  /// @param otherNode how long a refresh of another node is waited for
  /// @param clock of the leases; the same for all nodes, because a node whose clock is ahead would
  ///   take the refresh of another one for interrupted, and send a token that is spent
  public record Waits(Duration lease, Duration otherNode, InstantSource clock) {}

  public CredentialRefresher(
      CredentialStore credentials,
      GrantStore grants,
      RecordCredentialStatus statuses,
      GrantKeeper keeper,
      HandoverFiles files,
      CredentialCalls calls,
      Providers providers,
      InstantSource clock,
      UuidGenerator ids,
      Sleeper pause,
      Waits waits) {
    this.credentials = credentials;
    this.grants = grants;
    this.statuses = statuses;
    this.keeper = keeper;
    this.files = files;
    this.calls = calls;
    this.providers = providers;
    this.clock = clock;
    this.ids = ids;
    this.pause = pause;
    this.waits = waits;
  }

  /// A session with a token that is good for a while.
  ///
  /// @param alsoTell hears of every call that this and the session make, beside the events
  public Access open(AccountKey account, CallRecorder alsoTell) throws InterruptedException {
    return open(new Wish(account, -1, false, alsoTell));
  }

  /// The same, although the grant may count as revoked: its provider is asked whether it still
  /// does. The credential of the session has the status that it had before.
  public Access probe(AccountKey account, CallRecorder alsoTell) throws InterruptedException {
    return open(new Wish(account, -1, true, alsoTell));
  }

  /// A session with another token than the one that the provider has just refused.
  public Access renew(AccountKey account, Credential refused, CallRecorder alsoTell)
      throws InterruptedException {
    boolean probing = refused.status() == CredentialStatus.UNAUTHENTICATED;
    return open(new Wish(account, refused.tokenVersion(), probing, alsoTell));
  }

  /// Notes that the API refused even a fresh access token. That ends the grant only when it has
  /// happened often enough for long enough.
  ///
  /// @return what came of it: the grant counts as revoked, or it is to be tried again later
  public Access doubt(AccountKey account, Credential refused) {
    return statuses.doubt(account, refused, clock.instant())
        ? new Access.Refused()
        : new Access.Failed(
            new ProviderFailure.Unavailable("the API refuses a fresh access token", DOUBT_RETRY));
  }

  /// Notes what a call showed about the credential.
  public void note(AccountKey account, Credential seen, CredentialStatus status) {
    statuses.markStatus(account, seen, status, clock.instant());
  }

  /// What is asked for.
  ///
  /// @param refusedVersion of the token that will not do; -1 when any will
  /// @param probing whether a grant that counts as revoked is tried all the same
  private record Wish(
      AccountKey account, long refusedVersion, boolean probing, CallRecorder alsoTell) {
    String flight() {
      return account + "@" + refusedVersion + (probing ? "?" : "");
    }
  }

  private Access open(Wish wish) throws InterruptedException {
    Optional<Access> known = judge(wish, credentials.find(wish.account()));
    if (known.isPresent()) {
      return known.get();
    }
    Access access =
        flights
            .join(wish.flight(), waits.lease(), () -> refresh(wish))
            .orElseGet(() -> pending("The refresh of the grant has not ended yet.", BUSY_RETRY));
    // The refresh is told to whoever began it; what a caller does with the token, to that caller.
    return access instanceof Access.Ready(Credential credential, _)
        ? ready(wish, credential)
        : access;
  }

  /// What the row says already; empty when a refresh is needed.
  private Optional<Access> judge(Wish wish, Optional<Credential> found) {
    if (found.isEmpty()) {
      return Optional.of(new Access.Missing());
    }
    Credential credential = found.get();
    // Secrets that do not open leave nothing to probe with.
    boolean probing = wish.probing() && !credential.secrets().isEmpty();
    if (credential.status() == CredentialStatus.UNAUTHENTICATED && !probing) {
      return Optional.of(new Access.Refused());
    }
    return credential.tokenVersion() > wish.refusedVersion() && isFresh(credential)
        ? Optional.of(ready(wish, credential))
        : Optional.empty();
  }

  private Access refresh(Wish wish) throws InterruptedException {
    long mostLooks = Math.max(1, waits.otherNode().toMillis() / LOOK_AGAIN.toMillis());
    for (long looks = 0; looks < mostLooks && !closing; looks++) {
      // Read once: a lease on what was read later might be one on what another node has just
      // brought.
      Optional<Credential> seen = credentials.find(wish.account());
      Optional<Access> access = judge(wish, seen);
      if (access.isEmpty()) {
        access = attempt(wish, seen.orElseThrow());
      }
      if (access.isPresent()) {
        return access.get();
      }
      pause.forAbout(LOOK_AGAIN);
    }
    return closing
        ? pending("The server is stopping.", BUSY_RETRY)
        : pending("Another node is refreshing the grant.", BUSY_RETRY);
  }

  /// Refreshes if no other thread or node does. Empty when there is a reason to look at the row
  /// again.
  private Optional<Access> attempt(Wish wish, Credential seen) throws InterruptedException {
    Instant now = waits.clock().instant();
    return switch (grants.findLease(wish.account(), seen, now)) {
      case GrantStore.Lease.Free() -> refreshIfFirst(wish, seen, now);
      // What takes so long may well have been killed: its lease says how long it has taken.
      case GrantStore.Lease.Active(Instant until)
          when now.isBefore(until.minus(waits.lease()).plus(waits.otherNode())) ->
          Optional.empty();
      case GrantStore.Lease.Active(Instant until) ->
          Optional.of(
              pending(
                  "Another refresh of the grant has been in progress since "
                      + until.minus(waits.lease())
                      + "; it may have been interrupted.",
                  BUSY_RETRY));
      case GrantStore.Lease.Unresolved(Instant freeAt) ->
          Optional.of(
              pending(
                  "A refresh of the grant was interrupted and its result is not known yet: the"
                      + " refresh token may be spent. It is sent again at "
                      + freeAt
                      + " unless the result is stored before.",
                  atMost(Duration.between(now, freeAt), LONGEST_RETRY)));
    };
  }

  private Optional<Access> refreshIfFirst(Wish wish, Credential seen, Instant now)
      throws InterruptedException {
    RefreshLease lease = RefreshLease.of(wish.account(), seen, ids.next());
    try (PendingGrant file = PendingGrant.create(files, lease)) {
      if (grants.takeLease(
          wish.account(), seen, lease.holder(), now, now.plus(waits.lease()), wish.probing())) {
        return refreshHolding(wish, seen, file);
      }
      file.discard();
      return Optional.empty();
    } catch (IOException e) {
      // Should the database fail as well, what the provider grants would be lost.
      log.error(
          "Credential {} is not refreshed because the data folder cannot be written: {}",
          seen.id(),
          e.toString());
      return Optional.of(
          pending(
              "The data folder cannot be written, so that no grant is refreshed.", LONGEST_RETRY));
    }
  }

  /// Empty when the row was changed by another refresh meanwhile: look again.
  private Optional<Access> refreshHolding(Wish wish, Credential seen, PendingGrant file)
      throws InterruptedException {
    AccountKey account = wish.account();
    CredentialCalls.OfRefresh made = calls.ofRefresh(account, seen, wish.alsoTell());
    GrantRefresh refresh;
    try {
      refresh = providers.adapter(account.provider()).refresh(seen.forProvider(), made);
    } catch (InterruptedException | RuntimeException e) {
      // Not swallowed: only the lease is given back before it goes on its way.
      made.write();
      release(file);
      throw e;
    }
    if (refresh instanceof GrantRefresh.Granted granted) {
      GrantKeeper.Kept kept =
          keeper.keep(file, RefreshedGrant.of(account, seen, granted, clock.instant()));
      made.write();
      return kept == GrantKeeper.Kept.HANDED_OVER
          ? Optional.of(pending("The refreshed grant is not stored yet.", BUSY_RETRY))
          : stored(wish, kept);
    }
    made.write();
    return refused(wish, seen, file, refresh);
  }

  private Optional<Access> stored(Wish wish, GrantKeeper.Kept kept) {
    return kept == GrantKeeper.Kept.COMMITTED
        ? credentials.find(wish.account()).map(stored -> ready(wish, stored))
        : Optional.empty();
  }

  private Optional<Access> refused(
      Wish wish, Credential seen, PendingGrant file, GrantRefresh refresh) {
    AccountKey account = wish.account();
    return switch (refresh) {
      case GrantRefresh.Granted _ -> throw new IllegalArgumentException("Granted");
      case GrantRefresh.Refused(ProviderError error) -> {
        log.warn(
            "{} says that the grant of credential {} is not valid: {}",
            account.provider(),
            seen.id(),
            error);
        boolean marked = statuses.markRefused(account, seen, error, clock.instant());
        file.discard();
        yield marked ? Optional.of(new Access.Refused()) : Optional.empty();
      }
      case GrantRefresh.Failed(ProviderFailure.ApplicationRefused refusal) -> {
        ProviderFailure failure = noted(account, seen, file.lease(), refusal);
        file.discard();
        yield Optional.of(new Access.Failed(failure));
      }
      case GrantRefresh.Failed(ProviderFailure failure) -> {
        release(file);
        note(account, seen, CredentialStatus.TEMPORARILY_UNAVAILABLE);
        yield Optional.of(new Access.Failed(failure));
      }
    };
  }

  /// When this fails, the file stays and the lease is released later.
  private void release(PendingGrant file) {
    grants.releaseLease(file.lease().owner(), file.lease());
    file.discard();
  }

  private static Access pending(String why, Duration retryAfter) {
    return new Access.Failed(new ProviderFailure.RefreshPending(why, retryAfter));
  }

  private static Duration atMost(Duration duration, Duration most) {
    return duration.compareTo(most) > 0 ? most : duration;
  }

  /// Waits for the refreshes in progress: what a provider has granted is committed, or is in a file
  /// of the data folder. A call to a provider ends within its own time limits.
  @Override
  public void close() {
    closing = true;
    keeper.close();
    if (flights.count() > 0) {
      log.info("Waiting for {} refreshes of grants in progress", flights.count());
    }
    try {
      flights.awaitAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Each refusal in a row is followed by a longer pause.
  private ProviderFailure noted(
      AccountKey account,
      Credential seen,
      RefreshLease lease,
      ProviderFailure.ApplicationRefused refusal) {
    log.warn(
        "{} refuses the application of credential {}: {}", account.provider(), seen.id(), refusal);
    int attempts = statuses.markApplicationRefused(account, seen, lease, refusal, clock.instant());
    Duration backoff = APPLICATION_REFUSED.after(attempts);
    return new ProviderFailure.ApplicationRefused(
        refusal.statusCode(),
        refusal.error(),
        backoff.compareTo(refusal.retryAfter()) > 0 ? backoff : refusal.retryAfter());
  }

  private Access ready(Wish wish, Credential credential) {
    return new Access.Ready(
        credential,
        new ProviderSession(
            credential.forProvider(),
            credential.accessToken().orElseThrow(),
            calls.ofSession(wish.account(), credential, wish.alsoTell())));
  }

  private boolean isFresh(Credential credential) {
    return credential.accessToken().isPresent()
        && clock.instant().plus(MARGIN).isBefore(credential.accessExpiresAt());
  }
}
