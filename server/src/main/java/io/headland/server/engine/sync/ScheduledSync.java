package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.AccountStore;
import io.headland.server.core.credential.CredentialFailureStore;
import io.headland.server.core.credential.CredentialFailureStore.Probe;
import io.headland.server.core.sync.SyncCause;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRun.SyncRunState;
import io.headland.server.engine.sync.SyncRuns.SyncOutcome;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.usecase.sync.SyncInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The regular sync of an account, and the time of the next one.
public final class ScheduledSync {
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

  private final AccountStore accounts;
  private final CredentialFailureStore failures;
  private final SyncRuns runs;
  private final InstantSource clock;
  private final SyncInterval interval;
  private final Duration lease;
  private final RandomGenerator random;

  public ScheduledSync(
      AccountStore accounts,
      CredentialFailureStore failures,
      SyncRuns runs,
      InstantSource clock,
      SyncInterval interval,
      Duration lease,
      RandomGenerator random) {
    this.accounts = accounts;
    this.failures = failures;
    this.runs = runs;
    this.clock = clock;
    this.interval = interval;
    this.lease = lease;
    this.random = random;
  }

  /// Syncs the account of a credential, or probes a grant that counts as revoked.
  ///
  /// @return the time of the next sync; empty when the credential was deleted, or there are no
  ///   further probes
  Optional<Instant> sync(ApiOwnerId owner, CredentialId credential) throws InterruptedException {
    Optional<AccountKey> account = accounts.find(owner, credential);
    if (account.isEmpty()) {
      return Optional.empty();
    }
    return switch (failures.findProbe(owner, credential, clock.instant())) {
      case Probe.NotRevoked(), Probe.Due() -> run(account.get(), credential);
      case Probe.NotBefore(Instant at) -> Optional.of(at);
      case Probe.Over() -> Optional.empty();
    };
  }

  private Optional<Instant> run(AccountKey account, CredentialId credential)
      throws InterruptedException {
    SyncOutcome outcome = runs.runHere(account, SyncCause.SCHEDULE, false);
    return switch (outcome) {
      // An account that was moved to another Leaf user during the run remains scheduled.
      case SyncOutcome.NoCredential() ->
          accounts.find(account.owner(), credential).map(_ -> clock.instant().plus(lease));
      case SyncOutcome.Failed(_, ProviderFailure failure) -> Optional.of(soon(failure));
      // A run that another caller has started. If its node has failed, the run is ended when its
      // lease has expired.
      case SyncOutcome.Ran(SyncRun run) when run.isListing() ->
          Optional.of(clock.instant().plus(lease));
      // A run for notifications does not replace the regular sync.
      case SyncOutcome.Ran(SyncRun run)
          when run.cause() == SyncCause.NOTIFICATION && run.state() == SyncRunState.RUNNING ->
          Optional.of(clock.instant().plus(lease));
      case SyncOutcome.Refused _ -> nextProbe(account.owner(), credential);
      case SyncOutcome.Ran _ -> Optional.of(interval.next());
    };
  }

  private Optional<Instant> nextProbe(ApiOwnerId owner, CredentialId credential) {
    return switch (failures.findProbe(owner, credential, clock.instant())) {
      case Probe.NotBefore(Instant at) -> Optional.of(at);
      case Probe.Over() -> Optional.empty();
      // Secrets that cannot be decrypted: restoring the row restores the credential.
      case Probe.NotRevoked(), Probe.Due() -> Optional.of(interval.next());
    };
  }

  private Instant soon(ProviderFailure failure) {
    return switch (failure) {
      // The delay grows with each rejection, and is extended at random by up to a half.
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) ->
          notAfterInterval(pause.plusMillis(random.nextLong(pause.toMillis() / 2 + 1)));
      case ProviderFailure.Throttled(Duration pause) -> afterFailure(pause);
      case ProviderFailure.RateLimited(Duration pause) -> afterFailure(pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> afterFailure(pause);
      case ProviderFailure.Unavailable(_, Duration pause) -> afterFailure(pause);
      case ProviderFailure.Unauthorized _,
          ProviderFailure.Forbidden _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.NotFound _,
          ProviderFailure.InvalidResponse _ ->
          afterFailure(Duration.ZERO);
    };
  }

  private Instant afterFailure(Duration retryAfter) {
    Duration pause = retryAfter.compareTo(AFTER_FAILURE) > 0 ? retryAfter : AFTER_FAILURE;
    return notAfterInterval(pause.plusMillis(random.nextLong(AFTER_FAILURE.toMillis())));
  }

  private Instant notAfterInterval(Duration pause) {
    Instant soon = clock.instant().plus(pause);
    Instant next = interval.next();
    return soon.isBefore(next) ? soon : next;
  }
}
