package io.headland.bench.soak;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.soak.check.Delivery;
import io.headland.bench.soak.check.DeliveryChecker;
import io.headland.bench.soak.check.DeliveryCounts;
import io.headland.bench.soak.check.DeliveryHistory;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.SeenEvent;
import io.headland.bench.soak.check.Subscription;
import io.headland.bench.soak.check.Violation;
import io.headland.bench.soak.fault.Fault;
import io.headland.bench.soak.load.Answer;
import io.headland.bench.soak.load.Client;
import io.headland.bench.soak.load.MixedLoad;
import io.headland.bench.soak.load.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// The webhooks of a run: created before the load, compared with the feed after it.
final class Deliveries {
  /// For the retries after the last fault.
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

  /// A call may have been signed before the end of a clock jump, and the clock is applied with a
  /// delay of a second.
  private static final Duration AFTER_JUMP = Duration.ofSeconds(20);

  private final History history;
  private final DeliveryHistory deliveries = new DeliveryHistory();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private Duration waited = Duration.ZERO;

  private Deliveries(History history) {
    this.history = history;
  }

  /// Creates a webhook for all events and one for some types, before there are events.
  static Deliveries start(long seed, Client client, History history, OpenResources closing)
      throws IOException, InterruptedException {
    Deliveries started = new Deliveries(history);
    WebhookReceiver receiver =
        closing.add(WebhookReceiver.start(seed, started.deliveries, history));
    started.subscriptions.add(receiver.subscribe(client, "all-events", List.of("*")));
    started.subscriptions.add(
        receiver.subscribe(
            client, "some-events", List.of("organization.*", "field.created", "field.removed")));
    return started;
  }

  /// Waits for the retries, and compares the calls with the feed.
  ///
  /// @param due the feed at the end of the load
  List<Violation> check(List<SeenEvent> due, MixedLoad load, Client client)
      throws InterruptedException {
    Instant begin = Instant.now();
    while (isMissing(due) && Instant.now().isBefore(begin.plus(LONGEST))) {
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
    waited = Duration.between(begin, Instant.now());
    List<Delivery> received = deliveries.deliveries();
    List<SeenEvent> feed = load.readFeed();
    List<Violation> found = new ArrayList<>();
    for (Subscription subscription : subscriptions) {
      found.addAll(DeliveryChecker.check(subscription, received, due, feed, this::isClockSet));
      found.addAll(checkState(subscription, client));
    }
    return found;
  }

  private boolean isMissing(List<SeenEvent> due) {
    return subscriptions.stream().anyMatch(one -> !deliveries.missing(one, due).isEmpty());
  }

  private boolean isClockSet(Instant moment) {
    return history.wasInProgress(Fault.CLOCK_JUMP.text(), moment.minus(AFTER_JUMP), moment);
  }

  /// The server has neither disabled the webhook nor abandoned an event.
  private static List<Violation> checkState(Subscription subscription, Client client)
      throws InterruptedException {
    Answer answer = client.get(WebhookReceiver.WEBHOOKS + "/" + subscription.id());
    boolean isEnabled = answer.json().path("enabled").asBoolean(false);
    if (answer.isSuccess() && isEnabled && answer.json().path("givenUp").asInt(-1) == 0) {
      return List.of();
    }
    String what =
        "%s is not enabled, or has abandoned events: %d %s"
            .formatted(subscription, answer.status(), answer.body());
    return List.of(new Violation(Violation.Type.LOST_DELIVERY, what, Instant.now()));
  }

  Finding finding() {
    DeliveryCounts counts = DeliveryCounts.of(deliveries.deliveries());
    return Finding.of(
        "soak: calls to webhooks",
        String.format(
            Locale.ROOT,
            "%d for %d events; %d answered 500, %d closed, %d retries after these;"
                + " %d repeated after success; complete %.1f s after the end",
            counts.calls(),
            counts.events(),
            counts.refused(),
            counts.closed(),
            counts.retries(),
            counts.repetitions(),
            waited.toMillis() / 1e3),
        counts.calls(),
        new Goal.None());
  }
}
