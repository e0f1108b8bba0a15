package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.DeliveryStore;
import io.headland.server.core.webhook.DeliveryStore.Result;
import io.headland.server.core.webhook.DeliveryTarget;
import io.headland.server.core.webhook.RetrySchedule;
import io.headland.server.core.webhook.RetryStore;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.engine.webhook.ConcurrentSender.Calls;
import io.headland.server.engine.webhook.DeliveryPlan.EventBatch;
import io.headland.server.engine.webhook.WebhookSender.Address;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers to one endpoint, batch by batch, until its time slice is over or nothing is due.
public final class DeliveryWorker {
  private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

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
      Instant now = clock.instant();
      Optional<DeliveryTarget> found = webhooks.findTarget(owner, id, now);
      if (found.isEmpty()) {
        return new Next.Gone();
      }
      Webhook webhook = found.get().webhook();
      if (!webhook.isEnabled()) {
        return new Next.Idle();
      }
      Optional<SentBatch> batch = plan(owner, found.get(), webhook.position(), Set.of(), now);
      if (batch.isEmpty()) {
        return retries.findNext(owner, id).<Next>map(Next.At::new).orElseGet(Next.Idle::new);
      }
      boolean stillEnabled = deliver(owner, webhook, batch.get(), timeSlice);
      if (!stillEnabled) {
        // It was disabled or deleted, which the next iteration determines.
        continue;
      }
      if (timeSlice.isOver() || webhook.degraded()) {
        return new Next.At(clock.instant());
      }
    }
  }

  /// The batch after a position; empty when there is nothing to send.
  private Optional<SentBatch> plan(
      ApiOwnerId owner, DeliveryTarget target, long after, Set<EventId> inProgress, Instant now)
      throws InterruptedException {
    EventBatch batch = plan.next(owner, target, after, inProgress, now);
    if (batch.deliveries().isEmpty() && batch.position() == after) {
      return Optional.empty();
    }
    Webhook webhook = target.webhook();
    return target
        .secrets()
        .map(
            secrets ->
                new SentBatch(Address.of(owner, webhook.kind(), webhook.url(), secrets), batch));
  }

  /// Sends a batch, and those after it as long as each is full. While one is sent, the result of
  /// the one before is stored and the next one is read, so that there is no pause between them.
  private boolean deliver(
      ApiOwnerId owner, Webhook webhook, SentBatch first, DeliveryTimeSlice timeSlice)
      throws InterruptedException {
    BatchResults results =
        new BatchResults(new RetrySchedule(formats.of(webhook.kind()).pauses(), random));
    Deque<SentBatch> inProgress = new ArrayDeque<>(List.of(first));
    boolean more = first.batch().more() && !webhook.degraded();
    boolean stillEnabled = true;
    try (Calls calls = sender.begin(timeSlice)) {
      calls.add(first);
      while (!inProgress.isEmpty()) {
        if (more && !timeSlice.isOver()) {
          Optional<SentBatch> next = planAhead(owner, webhook.id(), inProgress.getLast());
          more = next.filter(batch -> batch.batch().more()).isPresent();
          next.ifPresent(inProgress::add);
          next.ifPresent(calls::add);
        }
        SentBatch sent = inProgress.getFirst();
        calls.await(sent);
        Result result = results.next(sent, clock.instant().minus(disableAfter));
        stillEnabled &= deliveries.commit(owner, webhook.id(), result, clock.instant());
        inProgress.removeFirst();
        if (!stillEnabled || result.degraded()) {
          calls.stop();
          more = false;
        }
      }
    }
    if (!stillEnabled) {
      log.info("Webhook {} is disabled", webhook.id());
    }
    return stillEnabled;
  }

  /// The batch after one in progress; empty when there is none, or the endpoint was disabled.
  private Optional<SentBatch> planAhead(ApiOwnerId owner, WebhookId id, SentBatch last)
      throws InterruptedException {
    Instant now = clock.instant();
    Optional<DeliveryTarget> target =
        webhooks
            .findTarget(owner, id, now)
            .filter(found -> found.webhook().isEnabled() && !found.webhook().degraded());
    if (target.isEmpty()) {
      return Optional.empty();
    }
    long after = Math.max(target.get().webhook().position(), last.batch().position());
    return plan(owner, target.get(), after, last.retries(), now);
  }

  /// The time slice of a delivery worker.
  @FunctionalInterface
  interface DeliveryTimeSlice {
    boolean isOver();
  }
}
