package io.headland.server.engine.sync;

import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.usecase.sync.EndReading;
import java.time.Duration;
import java.time.InstantSource;

/// Determines the state of a sync-run organization after a failed call to the provider.
record FailurePolicy(EndReading endReading, InstantSource clock, FieldDataReader.Context context) {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(15), Duration.ofHours(1));

  ReadingResult of(SyncRunOrganization runOrganization, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Unauthorized _ -> new ReadingResult.Unauthorized(runOrganization);
      case ProviderFailure.Forbidden _,
          ProviderFailure.NotFound _,
          ProviderFailure.ActionRequired _ ->
          over(runOrganization, failure);
      case ProviderFailure.RateLimited(Duration pause) -> pause(runOrganization, pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> pause(runOrganization, pause);
      case ProviderFailure.Throttled(Duration pause) -> pause(runOrganization, pause);
      case ProviderFailure.Unavailable(_, Duration pause) -> later(runOrganization, pause, failure);
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) ->
          later(runOrganization, pause, failure);
      case ProviderFailure.InvalidResponse _ -> later(runOrganization, Duration.ZERO, failure);
    };
  }

  private ReadingResult later(
      SyncRunOrganization runOrganization, Duration retryAfter, ProviderFailure failure) {
    SyncRunOrganization failed = runOrganization.failedOnceMore();
    if (failed.attempts() >= SyncRunOrganization.MAX_ATTEMPTS) {
      return over(failed, failure);
    }
    // A position that the provider rejects remains invalid: the last attempt starts over.
    SyncRunOrganization next =
        failed.attempts() == SyncRunOrganization.MAX_ATTEMPTS - 1
            ? failed.at(failed.at().restarted())
            : failed;
    Duration backoff = BACKOFF.after(failed.attempts());
    return pause(next, retryAfter.compareTo(backoff) > 0 ? retryAfter : backoff);
  }

  private ReadingResult pause(SyncRunOrganization runOrganization, Duration pause) {
    return endReading.save(context.reading().organizationKey().account().owner(), runOrganization)
        ? new ReadingResult.Pause(pause)
        : ReadingResult.Over.moreLeft();
  }

  private ReadingResult over(SyncRunOrganization runOrganization, ProviderFailure failure) {
    return new ReadingResult.Over(
        endReading.fail(
            context.reading(),
            runOrganization,
            FailureKey.ofOrganization(failure),
            clock.instant()));
  }
}
