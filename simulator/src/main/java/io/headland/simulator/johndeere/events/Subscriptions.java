package io.headland.simulator.johndeere.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/// All subscriptions, in the order of their ids, and the delivery settings of each application.
final class Subscriptions {
  private final Map<String, Subscription> byId = new ConcurrentSkipListMap<>();
  private final Map<String, DeliverySettings> settings = new ConcurrentHashMap<>();

  void put(Subscription subscription) {
    byId.put(subscription.id(), subscription);
  }

  Optional<Subscription> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<Subscription> all() {
    return List.copyOf(byId.values());
  }

  void change(String id, UnaryOperator<Subscription> change) {
    byId.computeIfPresent(id, (_, before) -> change.apply(before));
  }

  DeliverySettings settings(String clientKey) {
    return settings.getOrDefault(clientKey, DeliverySettings.DEFAULTS);
  }

  void settings(String clientKey, UnaryOperator<DeliverySettings> change) {
    settings.compute(
        clientKey,
        (_, before) -> change.apply(before == null ? DeliverySettings.DEFAULTS : before));
  }
}
