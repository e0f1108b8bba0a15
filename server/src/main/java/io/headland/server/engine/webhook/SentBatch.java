package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.engine.webhook.DeliveryPlan.EventBatch;
import io.headland.server.engine.webhook.WebhookSender.Address;
import io.headland.server.platform.id.EventId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A batch with the results of its deliveries. [DeliveryQueue] guards its state.
final class SentBatch {
  private final Address to;
  private final EventBatch batch;
  private final @Nullable Attempt[] attempts;
  private int begun;
  private int ended;

  SentBatch(Address to, EventBatch batch) {
    this.to = to;
    this.batch = batch;
    this.attempts = new Attempt[batch.deliveries().size()];
  }

  /// One delivery of a batch.
  record Call(SentBatch sent, int index) {
    Delivery delivery() {
      return sent.batch.deliveries().get(index);
    }

    Address to() {
      return sent.to;
    }
  }

  EventBatch batch() {
    return batch;
  }

  /// The events that are sent again.
  Set<EventId> retries() {
    return batch.deliveries().stream()
        .filter(delivery -> !delivery.fresh())
        .map(delivery -> delivery.event().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The result of a delivery; empty when it was not begun.
  Optional<Attempt> attempt(int index) {
    return Optional.ofNullable(attempts[index]);
  }

  void begin() {
    begun++;
  }

  void end(int index, Attempt attempt) {
    attempts[index] = attempt;
    ended++;
  }

  boolean isComplete() {
    return ended == attempts.length;
  }

  boolean isInProgress() {
    return begun > ended;
  }
}
