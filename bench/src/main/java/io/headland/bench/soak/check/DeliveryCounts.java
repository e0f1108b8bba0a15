package io.headland.bench.soak.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts of the calls to webhooks.
///
/// @param events with at least one call, counted for each webhook
/// @param refused answered 500
/// @param closed not answered: the receiver closed the connection
/// @param retries calls for an event after one that the receiver refused or closed
/// @param repetitions calls for an event after one that the receiver had accepted
public record DeliveryCounts(
    int events, int calls, int refused, int closed, int retries, int repetitions) {

  public static DeliveryCounts of(List<Delivery> deliveries) {
    Map<String, List<Delivery>> byEvent = new HashMap<>();
    deliveries.forEach(
        call ->
            byEvent
                .computeIfAbsent(call.webhook() + " " + call.event().id(), _ -> new ArrayList<>())
                .add(call));
    int retries = 0;
    int repetitions = 0;
    for (List<Delivery> calls : byEvent.values()) {
      calls.sort(Comparator.comparingLong(Delivery::began));
      for (Delivery before : calls.subList(0, calls.size() - 1)) {
        if (before.reply() == Delivery.Reply.ACCEPTED) {
          repetitions++;
        } else {
          retries++;
        }
      }
    }
    return new DeliveryCounts(
        byEvent.size(),
        deliveries.size(),
        count(deliveries, Delivery.Reply.REFUSED),
        count(deliveries, Delivery.Reply.CLOSED),
        retries,
        repetitions);
  }

  private static int count(List<Delivery> deliveries, Delivery.Reply reply) {
    return (int) deliveries.stream().filter(call -> call.reply() == reply).count();
  }
}
