package io.headland.server.engine.sync;

import io.headland.server.core.sync.ReadingResult;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.usecase.sync.RecordPage;
import java.time.Duration;
import java.time.InstantSource;

/// What becomes of a part when the provider does not give what was asked for.
record FailurePolicy(RecordPage commits, InstantSource clock, FieldDataReader.Context context) {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(15), Duration.ofHours(1));

  ReadingResult of(SyncRunOrganization part, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _ -> over(part, "notPermitted");
      case ProviderFailure.Unauthorized _ -> new ReadingResult.Unauthorized(part);
      case ProviderFailure.NotFound _ -> over(part, "organizationNotFound");
      case ProviderFailure.ActionRequired _ -> over(part, "customerActionRequired");
      case ProviderFailure.RateLimited(Duration pause) -> pause(part, pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> pause(part, pause);
      case ProviderFailure.Throttled(Duration pause) -> pause(part, pause);
      case ProviderFailure.Unavailable(_, Duration pause) ->
          later(part, pause, "providerUnavailable");
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) ->
          later(part, pause, "applicationRefused");
      case ProviderFailure.BrokenAnswer _ -> later(part, Duration.ZERO, "providerResponseInvalid");
    };
  }

  private ReadingResult later(SyncRunOrganization part, Duration wished, String failure) {
    SyncRunOrganization failed = part.failedOnceMore();
    if (failed.attempts() >= SyncRunOrganization.MOST_ATTEMPTS) {
      return over(failed, failure);
    }
    // A position that the provider rejects remains invalid: the last attempt starts over.
    SyncRunOrganization next =
        failed.attempts() == SyncRunOrganization.MOST_ATTEMPTS - 1
            ? failed.at(failed.at().anew())
            : failed;
    Duration backoff = BACKOFF.after(failed.attempts());
    return pause(next, wished.compareTo(backoff) > 0 ? wished : backoff);
  }

  private ReadingResult pause(SyncRunOrganization part, Duration pause) {
    return commits.save(context.reading().copy().account().owner(), part)
        ? new ReadingResult.Pause(pause)
        : new ReadingResult.Over();
  }

  private ReadingResult over(SyncRunOrganization part, String failure) {
    commits.fail(context.reading(), part, failure, clock.instant());
    return new ReadingResult.Over();
  }
}
