package io.headland.bench.scenario;

import io.headland.bench.limit.BareSender;
import io.headland.bench.load.Latencies;
import io.headland.bench.load.OwnerClient;
import io.headland.bench.load.WebhookEndpoints;
import io.headland.bench.load.WebhookEndpoints.Call;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.Usage;
import io.headland.bench.world.WebhookWorld;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The rate of deliveries to one webhook, and the delay of deliveries to many webhooks of which
/// some respond slowly.
public final class WebhookDeliveries {
  private static final String ONE = "one@example.com";

  /// Calls to one webhook at a time, as by default.
  private static final int CONNECTIONS = 16;

  private static final int ROUNDS = 3;

  /// The longest body of the events that are sent.
  private static final String BODY =
      """
      {"id":"019b0000-0000-7000-8000-000000000000","type":"field.updated","position":1000,\
      "occurredAt":"2026-01-01T00:00:00.000Z","leafUserId":"00000000-0000-4000-8000-000000000000",\
      "provider":"JohnDeere","data":{"name":"North 1000","status":"PROCESSED",\
      "fieldId":"00000000-0000-4000-8000-000000000000","providerOrgId":"1234",\
      "providerFieldId":"00000000-0000-4000-8000-000000000000"}}""";

  private static final int OWNERS = 10;
  private static final int WEBHOOKS_OF_EACH = 100;
  private static final int SLOW_OF_EACH = 10;
  private static final Duration SLOW = Duration.ofSeconds(10);
  private static final Duration BETWEEN_EVENTS = Duration.ofMillis(500);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final WebhookWorld world;
  private final WebhookEndpoints endpoints;
  private final Consumer<String> progress;
  private final List<Finding> findings = new ArrayList<>();

  private WebhookDeliveries(
      WebhookWorld world, WebhookEndpoints endpoints, Consumer<String> progress) {
    this.world = world;
    this.endpoints = endpoints;
    this.progress = progress;
  }

  /// Measures both.
  ///
  /// @param deliveries to one webhook
  /// @param events for many webhooks
  public static List<Finding> measure(
      WebhookWorld world, int deliveries, int events, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    try (WebhookEndpoints endpoints = WebhookEndpoints.start()) {
      var part = new WebhookDeliveries(world, endpoints, progress);
      part.rate(deliveries);
      part.delays(events);
      return part.findings;
    }
  }

  private void rate(int deliveries) throws IOException, InterruptedException, SQLException {
    try (OwnerClient client = world.createOwner(ONE)) {
      client.createWebhook("one", endpoints.fast(0));
    }
    progress.accept("%,d deliveries to one webhook, %d times".formatted(deliveries, ROUNDS));
    round(deliveries); // of both programs: the compilers of both JVMs need as many calls
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(round(deliveries));
    }
    rounds.sort(Comparator.comparingDouble(Round::share));
    Round median = rounds.get(ROUNDS / 2);
    findings.add(
        new Finding(
            "deliveries to one webhook, median of " + ROUNDS,
            String.format(
                Locale.ROOT,
                "%,.0f/s, CPU %.0f µs a delivery",
                median.perSecond(),
                median.micros()),
            String.format(Locale.ROOT, "%,.0f/s (the JDK's client, same bodies)", median.bare()),
            median.share(),
            new Goal.AtLeast(0.5, ""),
            Map.of(
                "deliveries", deliveries, "shares", rounds.stream().map(Round::share).toList())));
  }

  /// @param bare calls per second without the server
  /// @param micros of CPU of the server for each delivery
  private record Round(double perSecond, double bare, double micros) {
    double share() {
      return perSecond / bare;
    }
  }

  private Round round(int deliveries) throws IOException, InterruptedException, SQLException {
    double bare = BareSender.perSecond(endpoints.fast(0), BODY, deliveries, CONNECTIONS);
    Usage before = world.server().usage();
    double seconds = deliver(deliveries);
    double micros = world.server().usage().cpuSince(before).toNanos() / 1e3 / deliveries;
    return new Round(deliveries / seconds, bare, micros);
  }

  /// The seconds from the commit of events to the last call.
  private double deliver(int count) throws InterruptedException, SQLException {
    endpoints.take();
    int first = endpoints.received();
    world.insertEvents(ONE, count);
    long committed = System.nanoTime();
    awaitCalls(first + count);
    return (System.nanoTime() - committed) / 1e9;
  }

  private void awaitCalls(int count) throws InterruptedException {
    long before = System.nanoTime();
    while (endpoints.received() < count) {
      if (System.nanoTime() - before > LONGEST.toNanos()) {
        throw new IllegalStateException(
            "%,d of %,d calls were received".formatted(endpoints.received(), count));
      }
      pause(CHECK_INTERVAL);
    }
  }

  private void delays(int events) throws IOException, InterruptedException, SQLException {
    List<String> owners = createWebhooks();
    progress.accept("events for %,d webhooks".formatted(OWNERS * WEBHOOKS_OF_EACH));
    delaysOf(owners, events / 4);
    Latencies alone = delaysOf(owners, events);
    progress.accept("the same while %,d respond slowly".formatted(OWNERS * SLOW_OF_EACH));
    endpoints.delaySlow(SLOW);
    Latencies beside = delaysOf(owners, events);
    findings.add(
        new Finding(
            "events to %,d webhooks, %,d of them slow: longest delay of the others, s"
                .formatted(OWNERS * WEBHOOKS_OF_EACH, OWNERS * SLOW_OF_EACH),
            text(beside),
            "none of them slow: " + text(alone),
            Formats.inSeconds(beside.percentile(100)),
            new Goal.AtMost(1 + Formats.inSeconds(alone.percentile(100)), "s"),
            Map.of("deliveries", beside.count(), "slowSeconds", SLOW.toSeconds())));
  }

  private static String text(Latencies delays) {
    return "p50 %s, p99 %s, longest %s"
        .formatted(
            Formats.seconds(delays.median()),
            Formats.seconds(delays.percentile(99)),
            Formats.seconds(delays.percentile(100)));
  }

  private List<String> createWebhooks() throws IOException, InterruptedException {
    List<String> owners = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
      String email = "many" + i + "@example.com";
      try (OwnerClient client = world.createOwner(email)) {
        for (int j = 0; j < WEBHOOKS_OF_EACH; j++) {
          int number = i * WEBHOOKS_OF_EACH + j;
          client.createWebhook(
              "webhook " + j, j < SLOW_OF_EACH ? endpoints.slow(number) : endpoints.fast(number));
        }
      }
      owners.add(email);
    }
    return owners;
  }

  /// The times from the insertion of events to the calls of the webhooks that are not slow.
  private Latencies delaysOf(List<String> owners, int events)
      throws InterruptedException, SQLException {
    endpoints.take();
    Map<String, Long> inserted = new HashMap<>();
    for (int i = 0; i < events; i++) {
      long before = System.nanoTime();
      world
          .insertEvents(owners.get(i % owners.size()), 1)
          .forEach(field -> inserted.put(field, before));
      pause(BETWEEN_EVENTS);
    }
    int expected = events * (WEBHOOKS_OF_EACH - SLOW_OF_EACH);
    List<Duration> delays = new ArrayList<>();
    Set<String> counted = new HashSet<>();
    long end = System.nanoTime() + LONGEST.toNanos();
    while (counted.size() < expected) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%,d of %,d calls were received".formatted(counted.size(), expected));
      }
      for (Call call : endpoints.take()) {
        Long from = inserted.get(call.field());
        if (from != null
            && !WebhookEndpoints.isSlow(call)
            && counted.add(call.path() + call.field())) {
          delays.add(Duration.ofNanos(call.nanos() - from));
        }
      }
      pause(CHECK_INTERVAL);
    }
    return Latencies.of(delays);
  }

  private static void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    LockSupport.parkNanos(time.toNanos());
  }
}
