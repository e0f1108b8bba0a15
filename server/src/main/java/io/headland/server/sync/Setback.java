package io.headland.server.sync;

import io.headland.server.provider.ProviderFailure;
import java.time.Duration;
import java.time.InstantSource;

/// What becomes of a part when the provider does not give what was asked for.
record Setback(LandCommitStore commits, InstantSource clock, LandReading.Context context) {
  /// A provider that does not answer is asked again so many times, each after a longer pause.

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

  PartEnd of(RunPart part, ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _ -> over(part, "notPermitted");
      case ProviderFailure.Unauthorized _ -> new PartEnd.Unauthorized(part);
      case ProviderFailure.NotFound _ -> over(part, "organizationNotFound");
      case ProviderFailure.ActionRequired _ -> over(part, "customerActionRequired");
      case ProviderFailure.HeldBack(Duration pause) -> pause(part, pause);
      case ProviderFailure.RefreshPending(_, Duration pause) -> pause(part, pause);
      case ProviderFailure.Throttled(Duration pause) -> pause(part, pause);
      case ProviderFailure.Unavailable(_, Duration pause) ->
          later(part, pause, "providerUnavailable");
      case ProviderFailure.ApplicationRefused(_, _, Duration pause) ->
          later(part, pause, "applicationRefused");
      case ProviderFailure.BrokenAnswer _ -> later(part, Duration.ZERO, "providerResponseInvalid");
    };
  }

  private PartEnd later(RunPart part, Duration wished, String failure) {
    RunPart failed = part.failedOnceMore();
    if (failed.attempts() >= RunPart.MOST_ATTEMPTS) {
      return over(failed, failure);
    }
    // A position that the provider does not take any more stays so: the last try begins anew.
    RunPart next = failed.attempts() == RunPart.MOST_ATTEMPTS - 1 ? failed.at(failed.at().anew()) : failed;
    Duration backOff = FIRST_PAUSE.multipliedBy(1L << (failed.attempts() - 1));
    return pause(next, wished.compareTo(backOff) > 0 ? wished : backOff);
  }

  private PartEnd pause(RunPart part, Duration pause) {
    return commits.save(context.reading().copy().account().owner(), part)
        ? new PartEnd.Pause(pause)
        : new PartEnd.Over();
  }

  private PartEnd over(RunPart part, String failure) {
    commits.fail(context.reading(), part, failure, clock.instant());
    return new PartEnd.Over();
  }
}
