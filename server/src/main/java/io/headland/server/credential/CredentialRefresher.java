package io.headland.server.credential;

import io.headland.server.id.IdMinter;
import io.headland.server.persistence.DatabaseOutage;
import io.headland.server.provider.CallMeter;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Providers;
import io.headland.server.upstream.CallRecorder;
import io.headland.server.upstream.ProviderCall;
import io.headland.server.upstream.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives out access tokens, and refreshes a grant when there is none that is good.
///
/// One refresh at a time: calls in this process collapse into one ([Flights]); between nodes a
/// lease on the row decides. After each wait the row is looked at again, because what was wanted
/// may be there. The provider is called outside any transaction, and what it gave is stored before
/// it is used.
public final class CredentialRefresher {
  private static final Logger log = LoggerFactory.getLogger(CredentialRefresher.class);

  /// A token that ends sooner than this counts as ended: a long listing must not lose it half-way.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration STORE_AGAIN = Duration.ofMillis(250);
  private static final int MOST_STORE_ATTEMPTS = 240;
  private static final Duration DOUBT_RETRY = Duration.ofMinutes(1);
  private static final Duration FIRST_BACK_OFF = Duration.ofMinutes(1);

  /// From one minute to about two hours.
  private static final int MOST_DOUBLINGS = 7;

  private static final Duration BUSY_RETRY = Duration.ofSeconds(5);

  private final CredentialStore credentials;
  private final GrantStore grants;
  private final CredentialStatusStore statuses;
  private final CredentialEventStore events;
  private final Providers providers;
  private final InstantSource clock;
  private final IdMinter ids;
  private final Pause pause;
  private final Duration lease;
  private final CallMeter meter;
  private final CallBudget budget;
  private final Flights<Access> flights = new Flights<>();

  public CredentialRefresher(
      CredentialStore credentials,
      GrantStore grants,
      CredentialStatusStore statuses,
      CredentialEventStore events,
      Providers providers,
      InstantSource clock,
      IdMinter ids,
      Pause pause,
      Duration lease,
      CallMeter meter,
      CallBudget budget) {
    this.credentials = credentials;
    this.grants = grants;
    this.statuses = statuses;
    this.events = events;
    this.providers = providers;
    this.clock = clock;
    this.ids = ids;
    this.pause = pause;
    this.lease = lease;
    this.meter = meter;
    this.budget = budget;
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
    Access access = flights.join(wish.flight(), () -> refresh(wish));
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
    AccountKey account = wish.account();
    long mostLooks = 2 * lease.toMillis() / LOOK_AGAIN.toMillis();
    for (long looks = 0; looks < mostLooks; looks++) {
      // Read once: a lease on what was read later might be one on what another node has just
      // brought.
      Optional<Credential> seen = credentials.find(account);
      Optional<Access> known = judge(wish, seen);
      if (known.isPresent()) {
        return known.get();
      }
      UUID holder = ids.mint();
      Instant now = clock.instant();
      if (seen.isPresent()
          && grants.takeLease(account, seen.get(), holder, now, now.plus(lease), wish.probing())) {
        Optional<Access> access = refreshHolding(wish, seen.get(), holder);
        if (access.isPresent()) {
          return access.get();
        }
      } else {
        pause.forAbout(LOOK_AGAIN);
      }
    }
    return new Access.Failed(
        new ProviderFailure.Unavailable("another node is refreshing this grant", BUSY_RETRY));
  }

  /// Empty when the row was changed by somebody else meanwhile: look again.
  private Optional<Access> refreshHolding(Wish wish, Credential seen, UUID holder)
      throws InterruptedException {
    AccountKey account = wish.account();
    GrantRefresh refresh;
    try {
      refresh =
          providers
              .adapter(account.provider())
              .refresh(seen.forProvider(), refreshRecorder(account, seen, wish.alsoTell()));
    } catch (InterruptedException | RuntimeException e) {
      // Not swallowed: only the lease is given back before it goes on its way.
      grants.releaseLease(account, seen, holder);
      throw e;
    }
    return switch (refresh) {
      case GrantRefresh.Granted granted -> keep(wish, seen, granted);
      case GrantRefresh.Refused(ProviderError error) -> {
        log.warn(
            "{} says that the grant of credential {} is not valid: {}",
            account.provider(),
            seen.id(),
            error);
        yield statuses.markRefused(account, seen, error, clock.instant())
            ? Optional.of(new Access.Refused())
            : Optional.empty();
      }
      case GrantRefresh.Failed(ProviderFailure.ApplicationRefused refusal) ->
          Optional.of(new Access.Failed(noted(account, seen, holder, refusal)));
      case GrantRefresh.Failed(ProviderFailure failure) -> {
        grants.releaseLease(account, seen, holder);
        note(account, seen, CredentialStatus.TEMPORARILY_UNAVAILABLE);
        yield Optional.of(new Access.Failed(failure));
      }
    };
  }

  /// Each refusal in a row is followed by a longer pause.
  private ProviderFailure noted(
      AccountKey account,
      Credential seen,
      UUID holder,
      ProviderFailure.ApplicationRefused refusal) {
    log.warn(
        "{} refuses the application of credential {}: {}", account.provider(), seen.id(), refusal);
    int attempts = statuses.markApplicationRefused(account, seen, holder, refusal, clock.instant());
    Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return new ProviderFailure.ApplicationRefused(
        refusal.statusCode(),
        refusal.error(),
        backOff.compareTo(refusal.retryAfter()) > 0 ? backOff : refusal.retryAfter());
  }

  /// Stores what was granted, and does not give up because the database is away for a while: a
  /// rotated refresh token exists nowhere else.
  private Optional<Access> keep(Wish wish, Credential seen, GrantRefresh.Granted granted)
      throws InterruptedException {
    AccountKey account = wish.account();
    Instant now = clock.instant();
    for (int attempt = 1; ; attempt++) {
      try {
        if (!grants.commit(account, seen, granted, now)) {
          return Optional.empty();
        }
        statuses.applicationAccepted(account, seen, now);
        return credentials.find(account).map(stored -> ready(wish, stored));
      } catch (RuntimeException e) {
        // Only an outage is waited out; everything else, and an outage that lasts, goes on its way.
        if (attempt >= MOST_STORE_ATTEMPTS || !DatabaseOutage.isCauseOf(e)) {
          throw e;
        }
        pause.forAbout(STORE_AGAIN);
      }
    }
  }

  private Access ready(Wish wish, Credential credential) {
    return new Access.Ready(
        credential,
        new ProviderSession(
            credential.forProvider(),
            credential.accessToken().orElseThrow(),
            sessionRecorder(wish.account(), credential, wish.alsoTell())));
  }

  private CallRecorder refreshRecorder(
      AccountKey account, Credential credential, CallRecorder alsoTell) {
    String application = credential.application();
    return call -> {
      budget.recordRefresh(account, application, call);
      tell(account, credential, alsoTell, call);
    };
  }

  private CallRecorder sessionRecorder(
      AccountKey account, Credential credential, CallRecorder alsoTell) {
    String application = credential.application();
    return new CallRecorder() {
      @Override
      public Duration holdBack() throws InterruptedException {
        return budget.holdBack(account, application);
      }

      @Override
      public void record(ProviderCall call) {
        budget.recordCall(account, application, call);
        tell(account, credential, alsoTell, call);
      }
    };
  }

  private void tell(
      AccountKey account, Credential credential, CallRecorder alsoTell, ProviderCall made) {
    ProviderCall call = made.without(credential.secrets().values());
    meter.count(account.provider(), call);
    try {
      events.insert(account.owner(), credential.id(), call);
      alsoTell.record(call);
    } catch (RuntimeException e) {
      // What the provider answered is worth more than the note about it: above all a rotated
      // refresh token, which is lost when this throws.
      log.warn("A call to {} could not be written down", account.provider().wireName(), e);
    }
  }

  private boolean isFresh(Credential credential) {
    return credential.accessToken().isPresent()
        && clock.instant().plus(MARGIN).isBefore(credential.accessExpiresAt());
  }
}
