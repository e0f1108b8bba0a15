package io.headland.server.core.webhook;

import io.headland.server.platform.id.EventId;
import io.headland.server.platform.safehttp.PostOutcome;
import java.time.Instant;

/// One call to an endpoint and its result.
///
/// @param number from 1 for the first attempt at the event
public record Attempt(EventId event, String type, int number, Instant at, PostOutcome outcome) {
  private static final int GONE = 410;

  public boolean isSuccess() {
    return outcome.isSuccess();
  }

  /// Whether the endpoint requests no further messages.
  boolean isGone() {
    return outcome instanceof PostOutcome.Received received && received.status() == GONE;
  }
}
