package io.headland.bench.soak.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares the calls to a webhook with the feed.
public final class DeliveryChecker {
  /// The difference between clocks that receivers accept.
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Subscription subscription;
  private final List<Violation> violations = new ArrayList<>();

  private DeliveryChecker(Subscription subscription) {
    this.subscription = subscription;
  }

  /// Finds events that were not delivered, calls without an event of the feed or without a valid
  /// signature, and events whose first delivery was out of order.
  ///
  /// @param deliveries to all webhooks
  /// @param due events that must have been delivered
  /// @param feed read after the deliveries
  /// @param isClockSet whether the clock of a server was wrong at a time
  public static List<Violation> check(
      Subscription subscription,
      List<Delivery> deliveries,
      List<SeenEvent> due,
      List<SeenEvent> feed,
      Predicate<Instant> isClockSet) {
    DeliveryChecker checker = new DeliveryChecker(subscription);
    List<Delivery> calls =
        deliveries.stream()
            .filter(delivery -> delivery.webhook().equals(subscription.name()))
            .toList();
    Map<String, SeenEvent> known =
        feed.stream()
            .collect(Collectors.toMap(SeenEvent::id, Function.identity(), (first, _) -> first));
    calls.forEach(call -> checker.checkCall(call, known.get(call.event().id()), isClockSet));
    Map<String, First> firsts = firsts(calls);
    due.forEach(event -> checker.checkDelivered(event, firsts.get(event.id())));
    checker.checkOrder(firsts.values());
    return List.copyOf(checker.violations);
  }

  private void checkCall(Delivery call, @Nullable SeenEvent event, Predicate<Instant> isClockSet) {
    if (!call.isSigned()) {
      add(Violation.Type.FALSE_DELIVERY, call.event() + " has no valid signature", call.at());
    }
    if (call.clockDifference().abs().compareTo(TOLERANCE) > 0 && !isClockSet.test(call.at())) {
      add(
          Violation.Type.FALSE_DELIVERY,
          "%s has a timestamp that differs by %s".formatted(call.event(), call.clockDifference()),
          call.at());
    }
    if (event == null) {
      add(Violation.Type.FALSE_DELIVERY, call.event() + " is not in the feed", call.at());
    } else if (!event.equals(call.event())) {
      add(Violation.Type.FALSE_DELIVERY, call.event() + " is " + event + " in the feed", call.at());
    }
    if (!subscription.includes(call.event().type())) {
      add(
          Violation.Type.FALSE_DELIVERY,
          call.event() + " is not of the types " + subscription.types(),
          call.at());
    }
  }

  private void checkDelivered(SeenEvent event, @Nullable First first) {
    if (subscription.includes(event.type()) && (first == null || !first.isAccepted())) {
      add(
          Violation.Type.LOST_DELIVERY,
          first == null
              ? event + " was not sent"
              : "%s was refused %d times and not accepted".formatted(event, first.calls()),
          event.timestamp());
    }
  }

  /// The first call for an event begins after a response to a call for the event before it of the
  /// same resource.
  private void checkOrder(Collection<First> firsts) {
    Map<Resource, List<First>> byResource =
        firsts.stream().collect(Collectors.groupingBy(first -> first.event().resource()));
    for (List<First> ofResource : byResource.values()) {
      List<First> inOrder =
          ofResource.stream()
              .sorted(Comparator.comparingLong(first -> first.event().sequence()))
              .toList();
      for (int i = 1; i < inOrder.size(); i++) {
        First before = inOrder.get(i - 1);
        First after = inOrder.get(i);
        if (after.began() < before.responded()) {
          add(
              Violation.Type.DELIVERY_ORDER,
              "%s arrived before the response to %s".formatted(after.event(), before.event()),
              after.at());
        }
      }
    }
  }

  /// The calls for one event.
  ///
  /// @param began of the first call
  /// @param responded the earliest response to one of them
  private record First(
      SeenEvent event, Instant at, long began, long responded, boolean isAccepted, int calls) {
    static First of(Delivery call) {
      return new First(
          call.event(), call.at(), call.began(), call.responded(), call.isAccepted(), 1);
    }

    First with(First other) {
      First earlier = began < other.began ? this : other;
      return new First(
          event,
          earlier.at,
          earlier.began,
          Math.min(responded, other.responded),
          isAccepted || other.isAccepted,
          calls + other.calls);
    }
  }

  private static Map<String, First> firsts(List<Delivery> calls) {
    Map<String, First> firsts = new HashMap<>();
    calls.forEach(call -> firsts.merge(call.event().id(), First.of(call), First::with));
    return firsts;
  }

  private void add(Violation.Type type, String what, Instant when) {
    violations.add(new Violation(type, subscription + ": " + what, when));
  }
}
