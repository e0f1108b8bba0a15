package io.headland.server.sync;

import io.headland.server.credential.AccountKey;
import io.headland.server.credential.AccountStore;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.CredentialId;
import io.headland.server.provider.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The regular sync of an account, and when it is due next.
final class AccountWork {
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

  private final AccountStore accounts;
  private final SyncRuns runs;
  private final InstantSource clock;
  private final SyncInterval interval;
  private final Duration lease;
  private final RandomGenerator random;

  AccountWork(
      AccountStore accounts,
      SyncRuns runs,
      InstantSource clock,
      SyncInterval interval,
      Duration lease,
      RandomGenerator random) {
    this.accounts = accounts;
    this.runs = runs;
    this.clock = clock;
    this.interval = interval;
    this.lease = lease;
    this.random = random;
  }

  /// Syncs the account of a credential.
  ///
  /// @return when it is due next; empty when the credential is gone
  Optional<Instant> sync(ApiOwnerId owner, CredentialId credential) throws InterruptedException {
    Optional<AccountKey> account = accounts.find(owner, credential);
    if (account.isEmpty()) {
      return Optional.empty();
    }
    SyncOutcome outcome = runs.runHere(account.get(), SyncCause.SCHEDULE, false);
    return switch (outcome) {
      case SyncOutcome.NoCredential() -> Optional.empty();
      case SyncOutcome.Failed(_, ProviderFailure failure) -> Optional.of(soon(failure));
      // Somebody else's, who may have died over it: then it is ended when its lease has passed.
      case SyncOutcome.Ran(SyncRun run) when run.isListing() ->
          Optional.of(clock.instant().plus(lease));
      // What a notice names is not what the account was due for.
      case SyncOutcome.Ran(SyncRun run)
          when run.cause() == SyncCause.NOTICE && run.state() == SyncRunState.RUNNING ->
          Optional.of(clock.instant().plus(lease));
      case SyncOutcome.Ran _, SyncOutcome.Refused _ -> Optional.of(interval.next());
    };
  }

  private Instant soon(ProviderFailure failure) {
    Duration wished =
        switch (failure) {
          case ProviderFailure.Throttled(Duration pause) -> pause;
          case ProviderFailure.HeldBack(Duration pause) -> pause;
          case ProviderFailure.Unavailable(_, Duration pause) -> pause;
          case ProviderFailure.Unauthorized _,
              ProviderFailure.Forbidden _,
              ProviderFailure.ActionRequired _,
              ProviderFailure.NotFound _,
              ProviderFailure.BrokenAnswer _ ->
              Duration.ZERO;
        };
    Duration pause = wished.compareTo(AFTER_FAILURE) > 0 ? wished : AFTER_FAILURE;
    Instant soon =
        clock.instant().plus(pause).plusMillis(random.nextLong(AFTER_FAILURE.toMillis()));
    Instant next = interval.next();
    return soon.isBefore(next) ? soon : next;
  }
}
