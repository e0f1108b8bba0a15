package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.usecase.sync.EndReading;
import java.time.Duration;
import java.time.InstantSource;

/// Determines the state of a sync-run organization when there is no valid access token.
record AccountFailurePolicy(EndReading endReading, InstantSource clock, AccountKey account) {
  private static final Duration CREDENTIAL_PAUSE = Duration.ofSeconds(15);

  ReadingResult of(SyncRunOrganization runOrganization, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Throttled(Duration pause) -> later(runOrganization, pause);
      case ProviderFailure.RateLimited(Duration pause) -> later(runOrganization, pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> later(runOrganization, pause);
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) -> {
        SyncRunOrganization failed = runOrganization.failedOnceMore();
        yield failed.attempts() >= SyncRunOrganization.MAX_ATTEMPTS
            ? over(failed, "applicationRefused")
            : later(failed, pause);
      }
      case ProviderFailure.Unauthorized _,
          ProviderFailure.Forbidden _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.NotFound _,
          ProviderFailure.Unavailable _ ->
          withoutToken(runOrganization, "providerUnavailable");
      case ProviderFailure.InvalidResponse _ ->
          withoutToken(runOrganization, "providerResponseInvalid");
    };
  }

  private ReadingResult withoutToken(SyncRunOrganization runOrganization, String failure) {
    SyncRunOrganization failed = runOrganization.failedOnceMore();
    return failed.attempts() >= SyncRunOrganization.MAX_ATTEMPTS
        ? over(failed, failure)
        : later(failed, CREDENTIAL_PAUSE);
  }

  private ReadingResult later(SyncRunOrganization runOrganization, Duration pause) {
    return endReading.save(account.owner(), runOrganization)
        ? new ReadingResult.Pause(pause)
        : ReadingResult.Over.unended();
  }

  /// Ends the organization as failed.
  ReadingResult over(SyncRunOrganization runOrganization, String failure) {
    return new ReadingResult.Over(
        endReading.end(
            account, runOrganization, SyncRunOrganizationState.FAILED, failure, clock.instant()));
  }
}
