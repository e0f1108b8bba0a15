package io.headland.server.api.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.AttemptColumns;
import io.headland.server.core.webhook.AttemptStore;
import io.headland.server.platform.safehttp.PostOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An attempt in a response.
///
/// @param failure why there was no response
/// @param response the beginning of an unsuccessful response
/// @param nextAttemptAt when the event is retried
record AttemptView(
    String eventId,
    String type,
    State state,
    int number,
    Instant at,
    long tookMillis,
    @Nullable Integer statusCode,
    @Nullable String failure,
    @Nullable String response,
    @Nullable Instant nextAttemptAt) {

  /// The result of an attempt.
  enum State {
    SUCCEEDED,
    FAILED
  }

  /// A section of attempts, the latest first.
  ///
  /// @param next where the next section begins: before this one
  record AttemptPage(List<AttemptView> items, @Nullable String next, boolean more) {}

  static AttemptView of(AttemptStore.StoredAttempt stored) {
    return new AttemptView(
        stored.event().toString(),
        stored.type(),
        stored.success() ? State.SUCCEEDED : State.FAILED,
        stored.number(),
        stored.at(),
        stored.tookMillis(),
        stored.statusCode(),
        stored.failure(),
        stored.response(),
        stored.nextAt());
  }

  static AttemptView of(Attempt attempt) {
    PostOutcome outcome = attempt.outcome();
    return new AttemptView(
        attempt.event().toString(),
        attempt.type(),
        attempt.isSuccess() ? State.SUCCEEDED : State.FAILED,
        attempt.number(),
        attempt.at(),
        outcome.took().toMillis(),
        outcome instanceof PostOutcome.Received received ? received.status() : null,
        AttemptColumns.failure(outcome),
        AttemptColumns.response(outcome),
        null);
  }
}
