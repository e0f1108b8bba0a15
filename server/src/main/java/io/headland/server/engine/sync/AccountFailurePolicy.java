package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.engine.grant.Access;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.usecase.sync.EndReading;
import java.time.Duration;
import java.time.InstantSource;

/// Determines the state of a sync-run organization when there is no valid access token.
record AccountFailurePolicy(EndReading endReading, InstantSource clock, AccountKey account) {
  private static final Duration CREDENTIAL_PAUSE = Duration.ofSeconds(15);

  ReadingResult.Stored of(SyncRunOrganization runOrganization, Access.NoToken access) {
    return switch (access) {
      case Access.Missing() -> over(runOrganization, FailureKey.CREDENTIALS_NOT_FOUND);
      case Access.Refused() -> over(runOrganization, FailureKey.CREDENTIALS_UNAUTHENTICATED);
      case Access.Failed(ProviderFailure failure) -> of(runOrganization, failure);
    };
  }

  private ReadingResult.Stored of(SyncRunOrganization runOrganization, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Throttled(Duration pause) -> later(runOrganization, pause);
      case ProviderFailure.RateLimited(Duration pause) -> later(runOrganization, pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> later(runOrganization, pause);
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) ->
          failed(runOrganization, failure, pause);
      case ProviderFailure.Unauthorized _,
          ProviderFailure.Forbidden _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.NotFound _,
          ProviderFailure.Unavailable _,
          ProviderFailure.InvalidResponse _ ->
          failed(runOrganization, failure, CREDENTIAL_PAUSE);
    };
  }

  private ReadingResult.Stored failed(
      SyncRunOrganization runOrganization, ProviderFailure failure, Duration pause) {
    SyncRunOrganization failed = runOrganization.failedOnceMore();
    return failed.attempts() >= SyncRunOrganization.MAX_ATTEMPTS
        ? over(failed, FailureKey.ofAccount(failure))
        : later(failed, pause);
  }

  private ReadingResult.Stored later(SyncRunOrganization runOrganization, Duration pause) {
    return endReading.save(account.owner(), runOrganization)
        ? new ReadingResult.Pause(pause)
        : ReadingResult.Over.moreLeft();
  }

  private ReadingResult.Stored over(SyncRunOrganization runOrganization, String failure) {
    return new ReadingResult.Over(
        endReading.end(
            account, runOrganization, SyncRunOrganizationState.FAILED, failure, clock.instant()));
  }
}
