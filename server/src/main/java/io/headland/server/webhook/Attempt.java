package io.headland.server.webhook;

import io.headland.server.id.EventId;
import io.headland.server.outbound.PostOutcome;
import java.time.Instant;

/// One call to an endpoint and what came of it.
///
/// @param number from 1 for the first time that the event was sent
record Attempt(EventId event, String type, int number, Instant at, PostOutcome outcome) {
  private static final int GONE = 410;

  boolean isSuccess() {
    return outcome.isSuccess();
  }

  /// Whether the endpoint wants to hear of nothing any more.
  boolean isGone() {
    return outcome instanceof PostOutcome.Answered answered && answered.status() == GONE;
  }
}
