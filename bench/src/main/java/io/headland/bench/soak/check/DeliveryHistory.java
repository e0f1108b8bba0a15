package io.headland.bench.soak.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// The calls that the receiver of webhooks got, written by many threads.
public final class DeliveryHistory {
  private final AtomicLong order = new AtomicLong();
  private final List<Delivery> deliveries = new ArrayList<>();

  /// The next position in the order of arrivals and responses.
  public long next() {
    return order.incrementAndGet();
  }

  /// Adds a call before its response is sent.
  ///
  /// @param call of the position of its response
  public synchronized void add(LongFunction<Delivery> call) {
    deliveries.add(call.apply(next()));
  }

  public synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /// The events of a feed that a webhook includes and that have not been delivered to it.
  public List<SeenEvent> missing(Subscription subscription, List<SeenEvent> feed) {
    Set<String> accepted = new HashSet<>();
    for (Delivery delivery : deliveries()) {
      if (delivery.webhook().equals(subscription.name()) && delivery.isAccepted()) {
        accepted.add(delivery.event().id());
      }
    }
    return feed.stream()
        .filter(event -> subscription.includes(event.type()) && !accepted.contains(event.id()))
        .toList();
  }
}
