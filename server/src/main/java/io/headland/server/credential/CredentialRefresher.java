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
  private static final Duration BUSY_RETRY = Duration.ofSeconds(5);

  private final CredentialStore credentials;
  private final GrantStore grants;
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
    return open(account, -1, alsoTell);
  }

  /// A session with another token than the one that the provider has just refused.
  public Access renew(AccountKey account, Credential refused, CallRecorder alsoTell)
      throws InterruptedException {
    return open(account, refused.tokenVersion(), alsoTell);
  }

  /// Notes that the provider refused even a fresh token: the grant is dead.
  public void giveUp(AccountKey account, Credential refused) {
    grants.markRefused(account, refused, clock.instant());
  }

  /// Notes what a call showed about the credential.
  public void note(AccountKey account, Credential seen, CredentialStatus status) {
    grants.markStatus(account, seen, status, clock.instant());
  }

  private Access open(AccountKey account, long refusedVersion, CallRecorder alsoTell)
      throws InterruptedException {
    Optional<Access> known = look(account, refusedVersion, alsoTell);
    if (known.isPresent()) {
      return known.get();
    }
    Access access =
        flights.join(
            account + "@" + refusedVersion, () -> refresh(account, refusedVersion, alsoTell));
    // The refresh is told to whoever began it; what a caller does with the token, to that caller.
    return access instanceof Access.Ready(Credential credential, _)
        ? ready(account, credential, alsoTell)
        : access;
  }

  /// What the row says already; empty when a refresh is needed.
  private Optional<Access> look(AccountKey account, long refusedVersion, CallRecorder alsoTell) {
    return judge(account, credentials.find(account), refusedVersion, alsoTell);
  }

  private Optional<Access> judge(
      AccountKey account, Optional<Credential> found, long refusedVersion, CallRecorder alsoTell) {
    if (found.isEmpty()) {
      return Optional.of(new Access.Missing());
    }
    Credential credential = found.get();
    if (credential.status() == CredentialStatus.UNAUTHENTICATED) {
      return Optional.of(new Access.Refused());
    }
    return credential.tokenVersion() > refusedVersion && isFresh(credential)
        ? Optional.of(ready(account, credential, alsoTell))
        : Optional.empty();
  }

  private Access refresh(AccountKey account, long refusedVersion, CallRecorder alsoTell)
      throws InterruptedException {
    long mostLooks = 2 * lease.toMillis() / LOOK_AGAIN.toMillis();
    for (long looks = 0; looks < mostLooks; looks++) {
      // Read once: a lease on what was read later might be one on what another node has just
      // brought.
      Optional<Credential> seen = credentials.find(account);
      Optional<Access> known = judge(account, seen, refusedVersion, alsoTell);
      if (known.isPresent()) {
        return known.get();
      }
      UUID holder = ids.mint();
      Instant now = clock.instant();
      if (seen.isPresent() && grants.takeLease(account, seen.get(), holder, now, now.plus(lease))) {
        Optional<Access> access = refreshHolding(account, seen.get(), holder, alsoTell);
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
  private Optional<Access> refreshHolding(
      AccountKey account, Credential seen, UUID holder, CallRecorder alsoTell)
      throws InterruptedException {
    GrantRefresh refresh;
    try {
      refresh =
          providers
              .adapter(account.provider())
              .refresh(seen.forProvider(), refreshRecorder(account, seen, alsoTell));
    } catch (InterruptedException | RuntimeException e) {
      // Not swallowed: only the lease is given back before it goes on its way.
      grants.releaseLease(account, seen, holder);
      throw e;
    }
    return switch (refresh) {
      case GrantRefresh.Granted granted -> keep(account, seen, granted, alsoTell);
      case GrantRefresh.Refused(String why) -> {
        log.warn("{} refuses the grant of credential {}: {}", account.provider(), seen.id(), why);
        yield grants.markRefused(account, seen, clock.instant())
            ? Optional.of(new Access.Refused())
            : Optional.empty();
      }
      case GrantRefresh.Failed(ProviderFailure failure) -> {
        grants.releaseLease(account, seen, holder);
        note(account, seen, CredentialStatus.TEMPORARILY_UNAVAILABLE);
        yield Optional.of(new Access.Failed(failure));
      }
    };
  }

  /// Stores what was granted, and does not give up because the database is away for a while: a
  /// rotated refresh token exists nowhere else.
  private Optional<Access> keep(
      AccountKey account, Credential seen, GrantRefresh.Granted granted, CallRecorder alsoTell)
      throws InterruptedException {
    Instant now = clock.instant();
    for (int attempt = 1; ; attempt++) {
      try {
        return grants.commit(account, seen, granted, now)
            ? credentials.find(account).map(stored -> ready(account, stored, alsoTell))
            : Optional.empty();
      } catch (RuntimeException e) {
        // Only an outage is waited out; everything else, and an outage that lasts, goes on its way.
        if (attempt >= MOST_STORE_ATTEMPTS || !DatabaseOutage.isCauseOf(e)) {
          throw e;
        }
        pause.forAbout(STORE_AGAIN);
      }
    }
  }

  private Access ready(AccountKey account, Credential credential, CallRecorder alsoTell) {
    return new Access.Ready(
        credential,
        new ProviderSession(
            credential.forProvider(),
            credential.accessToken().orElseThrow(),
            sessionRecorder(account, credential, alsoTell)));
  }

  private CallRecorder refreshRecorder(
      AccountKey account, Credential credential, CallRecorder alsoTell) {
    String application = application(credential);
    return call -> {
      budget.recordRefresh(account, application, call);
      tell(account, credential, alsoTell, call);
    };
  }

  private CallRecorder sessionRecorder(
      AccountKey account, Credential credential, CallRecorder alsoTell) {
    String application = application(credential);
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
      AccountKey account, Credential credential, CallRecorder alsoTell, ProviderCall call) {
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

  private static String application(Credential credential) {
    String field = credential.provider().credentialShape().identification();
    return credential.settings().getOrDefault(field, "");
  }

  private boolean isFresh(Credential credential) {
    return credential.accessToken().isPresent()
        && clock.instant().plus(MARGIN).isBefore(credential.accessExpiresAt());
  }
}
