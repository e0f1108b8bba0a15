package io.headland.simulator.johndeere.events;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// The pending events of one address, and the failed posts.
final class Lane {
  /// An event and its subscription.
  record Told(String subscriptionId, Event event) {}

  /// A post to be sent.
  record Post(List<Told> told, int attempt, Instant notBefore) {
    List<Event> events() {
      return told.stream().map(Told::event).toList();
    }

    Post again(Instant at) {
      return new Post(told, attempt + 1, at);
    }
  }

  private final String clientKey;
  private final URI target;
  private final Deque<Told> waiting = new ArrayDeque<>();
  private final Deque<Post> failed = new ArrayDeque<>();
  private int underWay;

  Lane(String clientKey, URI target) {
    this.clientKey = clientKey;
    this.target = target;
  }

  String clientKey() {
    return clientKey;
  }

  URI target() {
    return target;
  }

  void add(Told told, boolean first) {
    if (first) {
      waiting.addFirst(told);
    } else {
      waiting.addLast(told);
    }
  }

  void addFailed(Post post) {
    failed.addLast(post);
  }

  void begin() {
    underWay++;
  }

  void end() {
    underWay--;
  }

  boolean isWaitingForTime() {
    return !failed.isEmpty();
  }

  boolean isIdle() {
    return waiting.isEmpty() && failed.isEmpty() && underWay == 0;
  }

  /// The next post that may be sent, if any; a failed post blocks later ones.
  ///
  /// @param wanted whether an event is still to be delivered
  List<Post> next(DeliverySettings settings, Predicate<Told> wanted, Instant now) {
    if (underWay >= settings.concurrentDeliveries()) {
      return List.of();
    }
    if (!failed.isEmpty()) {
      return failed.getFirst().notBefore().isAfter(now) ? List.of() : List.of(failed.removeFirst());
    }
    List<Told> batch = new ArrayList<>();
    while (batch.size() < settings.maxBatchSize() && !waiting.isEmpty()) {
      Told told = waiting.removeFirst();
      if (wanted.test(told)) {
        batch.add(told);
      }
    }
    return batch.isEmpty() ? List.of() : List.of(new Post(batch, 1, now));
  }
}
