package io.headland.server.core.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The steps of an explanation about the last run.
record RunSteps(CallPaths calls) {

  Step last(Facts.@Nullable Run run) {
    return run == null
        ? Step.info(ReasonCode.RUN_NONE, "None of the stored sync runs has read it.")
        : step(run).at(moment(run)).link(calls.run(run.id()));
  }

  private static Instant moment(Facts.Run run) {
    return run.endedAt() == null ? run.startedAt() : run.endedAt();
  }

  private Step step(Facts.Run run) {
    return switch (run.state()) {
      case WAITING ->
          Step.info(ReasonCode.RUN_WAITING, "A sync is running and has not reached it yet.");
      case RUNNING -> Step.info(ReasonCode.RUN_RUNNING, "A sync is reading it now.");
      case SUCCEEDED -> Step.ok(ReasonCode.RUN_SUCCEEDED, "The last sync stored the changes.");
      case UNCHANGED -> Step.ok(ReasonCode.RUN_UNCHANGED, "The last sync found no changes.");
      case PARTIAL ->
          Step.info(
              ReasonCode.RUN_PARTIAL,
              "The last sync could not read some of the organizations" + reason(run) + ".");
      case GUARDED ->
          Step.stops(
              ReasonCode.RUN_GUARDED,
              "The last sync changed nothing, because the provider's response would have blocked or"
                  + " removed too many records at once.",
              "If the response is correct: " + calls.sync() + "?force=true");
      case FAILED ->
          Step.info(
              ReasonCode.RUN_FAILED, "The last sync failed" + reason(run) + "; it is repeated.");
      case STOPPED ->
          Step.info(
              ReasonCode.RUN_STOPPED,
              "The last sync was stopped before its end" + reason(run) + ".");
    };
  }

  private static String reason(Facts.Run run) {
    return run.failure().isBlank() ? "" : " (" + run.failure() + ")";
  }
}
