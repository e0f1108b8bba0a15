package io.headland.simulator.johndeere.events;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// The pending events of one address, and the failed posts.
final class DeliveryQueue {
  /// An event for one subscription.
  record SubscriptionEvent(String subscriptionId, Event event) {}

  /// A post to be sent.
  record Post(List<SubscriptionEvent> events, int attempt, Instant notBefore) {
    List<Event> payloads() {
      return events.stream().map(SubscriptionEvent::event).toList();
    }

    Post retryAt(Instant at) {
      return new Post(events, attempt + 1, at);
    }
  }

  private final String clientKey;
  private final URI target;
  private final Deque<SubscriptionEvent> pending = new ArrayDeque<>();
  private final Deque<Post> failed = new ArrayDeque<>();
  private int inProgress;

  DeliveryQueue(String clientKey, URI target) {
    this.clientKey = clientKey;
    this.target = target;
  }

  String clientKey() {
    return clientKey;
  }

  URI target() {
    return target;
  }

  void add(SubscriptionEvent event, boolean first) {
    if (first) {
      pending.addFirst(event);
    } else {
      pending.addLast(event);
    }
  }

  void addFailed(Post post) {
    failed.addLast(post);
  }

  void begin() {
    inProgress++;
  }

  void end() {
    inProgress--;
  }

  boolean hasFailed() {
    return !failed.isEmpty();
  }

  boolean isIdle() {
    return pending.isEmpty() && failed.isEmpty() && inProgress == 0;
  }

  /// The next post that may be sent, if any; a failed post blocks later ones.
  ///
  /// @param deliverable whether an event is still to be delivered
  List<Post> next(
      DeliverySettings settings, Predicate<SubscriptionEvent> deliverable, Instant now) {
    if (inProgress >= settings.concurrentDeliveries()) {
      return List.of();
    }
    if (!failed.isEmpty()) {
      return failed.getFirst().notBefore().isAfter(now) ? List.of() : List.of(failed.removeFirst());
    }
    List<SubscriptionEvent> batch = new ArrayList<>();
    while (batch.size() < settings.maxBatchSize() && !pending.isEmpty()) {
      SubscriptionEvent event = pending.removeFirst();
      if (deliverable.test(event)) {
        batch.add(event);
      }
    }
    return batch.isEmpty() ? List.of() : List.of(new Post(batch, 1, now));
  }
}
