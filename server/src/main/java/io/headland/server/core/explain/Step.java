package io.headland.server.core.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step of the chain from a credential to a record.
///
/// @param detail one sentence for users
/// @param change the required action; present exactly when the step stops
/// @param at the time of the state
/// @param link to further information, or for the grower
public record Step(
    Stage step,
    Outcome outcome,
    ReasonCode code,
    String detail,
    @Nullable String change,
    @Nullable Instant at,
    @Nullable String link) {

  public Step {
    if ((outcome == Outcome.STOPS) != (change != null)) {
      throw new IllegalArgumentException(
          "A change is required with STOPS, and not allowed otherwise");
    }
  }

  /// Whether data passes a step.
  enum Outcome {
    OK,
    STOPS,
    /// Information.
    INFO
  }

  static Step ok(ReasonCode code, String detail) {
    return new Step(code.stage(), Outcome.OK, code, detail, null, null, null);
  }

  static Step info(ReasonCode code, String detail) {
    return new Step(code.stage(), Outcome.INFO, code, detail, null, null, null);
  }

  static Step stops(ReasonCode code, String detail, String change) {
    return new Step(code.stage(), Outcome.STOPS, code, detail, change, null, null);
  }

  Step at(@Nullable Instant moment) {
    return new Step(step, outcome, code, detail, change, moment, link);
  }

  Step link(String uri) {
    return new Step(step, outcome, code, detail, change, at, uri.isBlank() ? null : uri);
  }

  boolean isStop() {
    return outcome == Outcome.STOPS;
  }
}
