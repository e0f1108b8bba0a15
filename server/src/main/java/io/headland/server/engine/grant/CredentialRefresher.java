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

/// Provides access tokens, and refreshes a grant when its access token is not valid.
///
/// One refresh at a time: calls in this process are joined ([SingleFlight]); a lease in the row
/// excludes other nodes. After each wait the row is read again, because it may contain a new token.
/// The provider is called outside any transaction, and its result is stored before it is used:
/// first in a file of the data folder, then in the row ([GrantCommitter]).
///
/// A refresh that another node began and did not end leaves the refresh token in doubt: it is not
/// sent again until its result is stored, or a time has passed.
public final class CredentialRefresher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CredentialRefresher.class);

  /// A token that expires within this time counts as expired, so that it does not expire during a
  /// long listing.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final Duration REJECTED_TOKEN_RETRY = Duration.ofMinutes(1);
  private static final Backoff APPLICATION_REFUSED =
      new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(128));

  private static final Duration BUSY_RETRY = Duration.ofSeconds(5);
  private static final Duration MAX_RETRY = Duration.ofSeconds(60);

  private final CredentialStore credentials;
  private final GrantStore grants;
  private final RecordCredentialStatus statuses;
  private final GrantCommitter committer;
  private final HandoverFiles files;
  private final CredentialCalls calls;
  private final Providers providers;
  private final InstantSource clock;
  private final UuidGenerator ids;
  private final Sleeper pause;
  private final Waits waits;
  private final SingleFlight<Access> flights = new SingleFlight<>();
  private volatile boolean closing;

  /// The waiting times of a refresh, and its clock.
  ///
  /// @param lease after which a refresh without a stored result counts as interrupted; longer than
  ///   a call to a provider
  /// @param otherNode how long to wait for a refresh of another node
  /// @param clock of the leases; the same for all nodes, because a node whose clock is ahead would
  ///   regard the refresh of another one as interrupted, and send a used token
  public record Waits(Duration lease, Duration otherNode, InstantSource clock) {}

  public CredentialRefresher(
      CredentialStore credentials,
      GrantStore grants,
      RecordCredentialStatus statuses,
      GrantCommitter committer,
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
    this.committer = committer;
    this.files = files;
    this.calls = calls;
    this.providers = providers;
    this.clock = clock;
    this.ids = ids;
    this.pause = pause;
    this.waits = waits;
  }

  /// A session with a valid token.
  ///
  /// @param recorder receives every call of this method and of the session, in addition to the
  ///   events
  public Access open(AccountKey account, CallRecorder recorder) throws InterruptedException {
    return open(new SessionRequest(account, -1, false, recorder));
  }

  /// The same, although the grant may count as revoked: a refresh determines whether it still does.
  /// The credential of the session has its earlier status.
  public Access probe(AccountKey account, CallRecorder recorder) throws InterruptedException {
    return open(new SessionRequest(account, -1, true, recorder));
  }

  /// A session with a token other than the one that the provider has just rejected.
  public Access renew(AccountKey account, Credential refused, CallRecorder recorder)
      throws InterruptedException {
    boolean probing = refused.status() == CredentialStatus.UNAUTHENTICATED;
    return open(new SessionRequest(account, refused.tokenVersion(), probing, recorder));
  }

  /// Records that the API rejected a fresh access token, which ends the grant only after several
  /// times over some time.
  ///
  /// @return the result: the grant counts as revoked, or the call is to be retried later
  public Access.NoToken recordRejectedToken(AccountKey account, Credential refused) {
    return statuses.recordRejectedToken(account, refused, clock.instant())
        ? new Access.Refused()
        : new Access.Failed(
            new ProviderFailure.Unavailable(
                "the API rejects a fresh access token", REJECTED_TOKEN_RETRY));
  }

  /// Records the status shown by a call.
  public void recordStatus(AccountKey account, Credential credential, CredentialStatus status) {
    if (status != CredentialStatus.OK) {
      // The status states the error of the last call.
      calls.flush();
    }
    statuses.markStatus(account, credential, status, clock.instant());
  }

  /// The requirements on a session.
  ///
  /// @param rejectedVersion of the token that was rejected; -1 if any is acceptable
  /// @param probing whether a grant that counts as revoked is tried nevertheless
  private record SessionRequest(
      AccountKey account, long rejectedVersion, boolean probing, CallRecorder recorder) {
    String key() {
      return account + "@" + rejectedVersion + (probing ? "?" : "");
    }
  }

  private Access open(SessionRequest request) throws InterruptedException {
    Optional<Access> known = resultInRow(request, credentials.find(request.account()));
    if (known.isPresent()) {
      return known.get();
    }
    Access access =
        flights
            .join(request.key(), waits.lease(), () -> refresh(request))
            .orElseGet(() -> pending("The refresh of the grant has not ended yet.", BUSY_RETRY));
    // The refresh is reported to the recorder of the call that began it; calls with the token to
    // that of each caller.
    return access instanceof Access.Ready(Credential credential, _)
        ? ready(request, credential)
        : access;
  }

  /// The result that the row allows; empty when a refresh is required.
  private Optional<Access> resultInRow(SessionRequest request, Optional<Credential> found) {
    if (found.isEmpty()) {
      return Optional.of(new Access.Missing());
    }
    Credential credential = found.get();
    // Secrets that cannot be decrypted cannot be used for a probe.
    boolean probing = request.probing() && !credential.secrets().isEmpty();
    if (credential.status() == CredentialStatus.UNAUTHENTICATED && !probing) {
      return Optional.of(new Access.Refused());
    }
    return credential.tokenVersion() > request.rejectedVersion() && isFresh(credential)
        ? Optional.of(ready(request, credential))
        : Optional.empty();
  }

  private Access refresh(SessionRequest request) throws InterruptedException {
    long maxPolls = Math.max(1, waits.otherNode().toMillis() / POLL_INTERVAL.toMillis());
    for (long polls = 0; polls < maxPolls && !closing; polls++) {
      // Read once: a lease based on a later reading could be one for a token that another node has
      // just stored.
      Optional<Credential> credential = credentials.find(request.account());
      Optional<Access> access = resultInRow(request, credential);
      if (access.isEmpty()) {
        access = attempt(request, credential.orElseThrow());
      }
      if (access.isPresent()) {
        return access.get();
      }
      pause.forAbout(POLL_INTERVAL);
    }
    return closing
        ? pending("The server is stopping.", BUSY_RETRY)
        : pending("Another node is refreshing the grant.", BUSY_RETRY);
  }

  /// Refreshes if no other thread or node does. Empty when the row must be read again.
  private Optional<Access> attempt(SessionRequest request, Credential credential)
      throws InterruptedException {
    Instant now = waits.clock().instant();
    return switch (grants.findLeaseState(request.account(), credential, now)) {
      case GrantStore.LeaseState.Free() -> refreshIfFirst(request, credential, now);
      // The other node may have been killed; the start of its lease shows the duration.
      case GrantStore.LeaseState.Active(Instant until)
          when now.isBefore(until.minus(waits.lease()).plus(waits.otherNode())) ->
          Optional.empty();
      case GrantStore.LeaseState.Active(Instant until) ->
          Optional.of(
              pending(
                  "Another refresh of the grant has been in progress since "
                      + until.minus(waits.lease())
                      + "; it may have been interrupted.",
                  BUSY_RETRY));
      case GrantStore.LeaseState.Unresolved(Instant freeAt) ->
          Optional.of(
              pending(
                  "A refresh of the grant was interrupted and its result is not known yet: the"
                      + " refresh token may have been used. It is sent again at "
                      + freeAt
                      + " unless the result is stored before.",
                  atMost(Duration.between(now, freeAt), MAX_RETRY)));
    };
  }

  private Optional<Access> refreshIfFirst(
      SessionRequest request, Credential credential, Instant now) throws InterruptedException {
    RefreshLease lease = RefreshLease.of(request.account(), credential, ids.next());
    try (PendingGrant file = PendingGrant.create(files, lease)) {
      if (grants.takeLease(
          request.account(),
          credential,
          lease.holder(),
          now,
          now.plus(waits.lease()),
          request.probing())) {
        return refreshWithLease(request, credential, file);
      }
      file.discard();
      return Optional.empty();
    } catch (IOException e) {
      // If the database failed as well, the granted tokens would be lost.
      log.error(
          "Credential {} is not refreshed because the data folder cannot be written: {}",
          credential.id(),
          e.toString());
      return Optional.of(
          pending("The data folder cannot be written, so that no grant is refreshed.", MAX_RETRY));
    }
  }

  /// Empty when the row was changed by another refresh meanwhile and must be read again.
  private Optional<Access> refreshWithLease(
      SessionRequest request, Credential credential, PendingGrant file)
      throws InterruptedException {
    AccountKey account = request.account();
    CredentialCalls.OfRefresh made = calls.ofRefresh(account, credential, request.recorder());
    GrantRefresh refresh;
    try {
      refresh = providers.adapter(account.provider()).refresh(credential.forProvider(), made);
    } catch (InterruptedException | RuntimeException e) {
      // Rethrown after the lease is released.
      made.write();
      release(file);
      throw e;
    }
    if (refresh instanceof GrantRefresh.Granted granted) {
      GrantCommitter.CommitResult result =
          committer.storeAndCommit(
              file, RefreshedGrant.of(account, credential, granted, clock.instant()));
      made.write();
      return result == GrantCommitter.CommitResult.HANDED_OVER
          ? Optional.of(pending("The refreshed grant is not stored yet.", BUSY_RETRY))
          : stored(request, credential, result);
    }
    made.write();
    return refused(request, credential, file, refresh);
  }

  /// Empty when the grant was not committed, or the credential was replaced after the commit.
  private Optional<Access> stored(
      SessionRequest request, Credential credential, GrantCommitter.CommitResult result) {
    return result == GrantCommitter.CommitResult.COMMITTED
        ? credentials
            .find(request.account())
            .filter(stored -> stored.id().equals(credential.id()))
            .map(stored -> ready(request, stored))
        : Optional.empty();
  }

  private Optional<Access> refused(
      SessionRequest request, Credential credential, PendingGrant file, GrantRefresh refresh) {
    AccountKey account = request.account();
    return switch (refresh) {
      case GrantRefresh.Granted _ -> throw new IllegalArgumentException("Granted");
      case GrantRefresh.Refused(int statusCode, ProviderError error) -> {
        log.warn(
            "{} rejects the grant of credential {}: {}",
            account.provider(),
            credential.id(),
            error);
        boolean marked =
            statuses.markRefused(account, credential, statusCode, error, clock.instant());
        file.discard();
        yield marked ? Optional.of(new Access.Refused()) : Optional.empty();
      }
      case GrantRefresh.Failed(ProviderFailure.ApplicationRefused refusal) -> {
        ProviderFailure failure =
            recordApplicationRejection(account, credential, file.lease(), refusal);
        file.discard();
        yield Optional.of(new Access.Failed(failure));
      }
      case GrantRefresh.Failed(ProviderFailure failure) -> {
        release(file);
        recordStatus(account, credential, CredentialStatus.TEMPORARILY_UNAVAILABLE);
        yield Optional.of(new Access.Failed(failure));
      }
    };
  }

  /// When this fails, the file is kept and the lease is released later.
  private void release(PendingGrant file) {
    grants.releaseLease(file.lease().owner(), file.lease());
    file.discard();
  }

  private static Access pending(String reason, Duration retryAfter) {
    return new Access.Failed(new ProviderFailure.RefreshPending(reason, retryAfter));
  }

  private static Duration atMost(Duration duration, Duration limit) {
    return duration.compareTo(limit) > 0 ? limit : duration;
  }

  /// Waits for the refreshes in progress: a granted token is committed, or is in a file of the data
  /// folder. A call to a provider ends within its own time limits.
  @Override
  public void close() {
    closing = true;
    committer.close();
    if (flights.count() > 0) {
      log.info("Waiting for {} refreshes of grants in progress", flights.count());
    }
    try {
      flights.awaitAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Each consecutive rejection increases the delay.
  private ProviderFailure recordApplicationRejection(
      AccountKey account,
      Credential credential,
      RefreshLease lease,
      ProviderFailure.ApplicationRefused refusal) {
    log.warn(
        "{} rejects the application of credential {}: {}",
        account.provider(),
        credential.id(),
        refusal);
    int attempts =
        statuses.markApplicationRefused(account, credential, lease, refusal, clock.instant());
    Duration backoff = APPLICATION_REFUSED.after(attempts);
    return new ProviderFailure.ApplicationRefused(
        refusal.statusCode(),
        refusal.error(),
        backoff.compareTo(refusal.retryAfter()) > 0 ? backoff : refusal.retryAfter());
  }

  private Access ready(SessionRequest request, Credential credential) {
    return new Access.Ready(
        credential,
        new ProviderSession(
            credential.forProvider(),
            credential.accessToken().orElseThrow(),
            calls.ofSession(request.account(), credential, request.recorder())));
  }

  private boolean isFresh(Credential credential) {
    return credential.accessToken().isPresent()
        && clock.instant().plus(MARGIN).isBefore(credential.accessExpiresAt());
  }
}
