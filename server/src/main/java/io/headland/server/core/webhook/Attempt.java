package io.headland.server.core.webhook;

import io.headland.server.platform.id.EventId;
import io.headland.server.platform.safehttp.PostOutcome;
import java.time.Instant;

/// One call to an endpoint and what came of it.
///
/// @param number from 1 for the first time that the event was sent
public record Attempt(EventId event, String type, int number, Instant at, PostOutcome outcome) {
  private static final int GONE = 410;

  public boolean isSuccess() {
    return outcome.isSuccess();
  }

  /// Whether the endpoint wants to hear of nothing any more.
  boolean isGone() {
    return outcome instanceof PostOutcome.Answered answered && answered.status() == GONE;
  }
}
