package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.AttemptStore.ScheduledAttempt;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.core.webhook.DeliveryStore.Result;
import io.headland.server.core.webhook.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The results of consecutive batches, in their order. The position of the endpoint does not pass
/// an event that was not sent.
final class BatchResults {
  /// An endpoint whose calls take longer on average is slow.
  private static final Duration SLOW = Duration.ofSeconds(3);

  private final RetrySchedule schedule;
  private long position;
  private boolean gap;

  BatchResults(RetrySchedule schedule) {
    this.schedule = schedule;
  }

  /// The result of the next batch.
  ///
  /// @param failingLimit an endpoint that has been failing since before this time is disabled
  Result next(SentBatch sent, Instant failingLimit) {
    List<ScheduledAttempt> scheduled = new ArrayList<>();
    if (!gap) {
      position = sent.batch().position();
    }
    List<Delivery> deliveries = sent.batch().deliveries();
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = deliveries.get(i);
      Optional<Attempt> attempt = sent.attempt(i);
      if (attempt.isEmpty() && delivery.fresh() && !gap) {
        gap = true;
        position = delivery.event().position() - 1;
      }
      // After a gap a failure is not stored, because the event is read from the feed again.
      attempt
          .filter(made -> !(gap && delivery.fresh() && !made.isSuccess()))
          .map(this::withRetry)
          .ifPresent(scheduled::add);
    }
    return new Result(scheduled, sent.retries(), position, isDegraded(scheduled), failingLimit);
  }

  private ScheduledAttempt withRetry(Attempt attempt) {
    return new ScheduledAttempt(
        attempt,
        attempt.isSuccess()
            ? Optional.empty()
            : schedule.after(attempt.number(), attempt.at().plus(attempt.outcome().took())));
  }

  private static boolean isDegraded(List<ScheduledAttempt> scheduled) {
    boolean failed =
        !scheduled.isEmpty() && scheduled.stream().noneMatch(made -> made.attempt().isSuccess());
    double average =
        scheduled.stream()
            .mapToLong(made -> made.attempt().outcome().took().toMillis())
            .average()
            .orElse(0);
    return failed || average > SLOW.toMillis();
  }
}
