package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.AttemptStore.ScheduledAttempt;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.core.webhook.DeliveryStore;
import io.headland.server.core.webhook.DeliveryStore.Result;
import io.headland.server.core.webhook.RetrySchedule;
import io.headland.server.core.webhook.RetryStore;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.engine.webhook.DeliveryPlan.EventBatch;
import io.headland.server.engine.webhook.WebhookSender.Address;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers to one endpoint, batch by batch, until its time slice is over or nothing is due.
public final class DeliveryWorker {
  private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

  /// An endpoint whose calls take longer on average is slow.
  private static final Duration SLOW = Duration.ofSeconds(3);

  private final WebhookStore webhooks;
  private final RetryStore retries;
  private final DeliveryPlan plan;
  private final DeliveryStore deliveries;
  private final ConcurrentSender sender;
  private final MessageFormats formats;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration disableAfter;

  public DeliveryWorker(
      WebhookStore webhooks,
      RetryStore retries,
      DeliveryPlan plan,
      DeliveryStore deliveries,
      ConcurrentSender sender,
      MessageFormats formats,
      InstantSource clock,
      RandomGenerator random,
      Duration disableAfter) {
    this.webhooks = webhooks;
    this.retries = retries;
    this.plan = plan;
    this.deliveries = deliveries;
    this.sender = sender;
    this.formats = formats;
    this.clock = clock;
    this.random = random;
    this.disableAfter = disableAfter;
  }

  /// When an endpoint's task is executed next.
  sealed interface Next {
    /// At a time, or after an event.
    record At(Instant time) implements Next {}

    /// After an event.
    record Idle() implements Next {}

    /// Never: it was deleted.
    record Gone() implements Next {}
  }

  Optional<Webhook> find(ApiOwnerId owner, WebhookId id) {
    return webhooks.find(owner, id);
  }

  Next work(ApiOwnerId owner, WebhookId id, DeliveryTimeSlice timeSlice)
      throws InterruptedException {
    while (true) {
      Optional<Webhook> found = webhooks.find(owner, id);
      if (found.isEmpty()) {
        return new Next.Gone();
      }
      Webhook webhook = found.get();
      if (!webhook.isEnabled()) {
        return new Next.Idle();
      }
      EventBatch batch = plan.next(owner, webhook, clock.instant());
      if (batch.deliveries().isEmpty() && batch.position() == webhook.position()) {
        return retries.findNext(owner, id).<Next>map(Next.At::new).orElseGet(Next.Idle::new);
      }
      boolean stillEnabled = deliver(owner, webhook, batch, timeSlice);
      if (!stillEnabled) {
        // It was disabled or deleted, which the next iteration determines.
        continue;
      }
      if (timeSlice.isOver() || webhook.degraded()) {
        return new Next.At(clock.instant());
      }
    }
  }

  private boolean deliver(
      ApiOwnerId owner, Webhook webhook, EventBatch batch, DeliveryTimeSlice timeSlice)
      throws InterruptedException {
    Instant now = clock.instant();
    Optional<SigningSecrets> secrets = webhooks.findSecrets(owner, webhook.id(), now);
    if (secrets.isEmpty()) {
      return false;
    }
    Address to = new Address(owner, webhook.kind(), webhook.url(), secrets.get());
    Map<Delivery, Attempt> attempts = sender.send(to, batch.deliveries(), timeSlice);
    Result result = result(webhook, batch, attempts);
    boolean stillEnabled = deliveries.commit(owner, webhook.id(), result, clock.instant());
    if (!stillEnabled) {
      log.info("Webhook {} is disabled", webhook.id());
    }
    return stillEnabled;
  }

  private Result result(Webhook webhook, EventBatch batch, Map<Delivery, Attempt> attempts) {
    RetrySchedule schedule = new RetrySchedule(formats.of(webhook.kind()).pauses(), random);
    List<ScheduledAttempt> scheduled = new ArrayList<>();
    long position = batch.position();
    boolean gap = false;
    for (Delivery delivery : batch.deliveries()) {
      Attempt attempt = attempts.get(delivery);
      if (attempt == null && delivery.fresh() && !gap) {
        gap = true;
        position = delivery.event().position() - 1;
      } else if (attempt != null && !(gap && delivery.fresh() && !attempt.isSuccess())) {
        // After a gap a failure is not stored, because the event is read from the feed again.
        scheduled.add(withRetry(attempt, schedule));
      }
    }
    return new Result(
        scheduled, position, isDegraded(scheduled), clock.instant().minus(disableAfter));
  }

  private static ScheduledAttempt withRetry(Attempt attempt, RetrySchedule schedule) {
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

  /// The time slice of a delivery worker.
  @FunctionalInterface
  interface DeliveryTimeSlice {
    boolean isOver();
  }
}
