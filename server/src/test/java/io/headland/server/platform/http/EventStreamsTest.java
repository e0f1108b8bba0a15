package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.http.EventStreams.State;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.ReplayWait;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Following something that changes, over a socket.
@Timeout(30)
class EventStreamsTest {
  private static final int MAX = 2;
  private static final Duration PACE = Duration.ofMillis(10);
  private static final Duration HEARTBEAT = Duration.ofMillis(50);

  private final AtomicReference<Optional<State>> state =
      new AtomicReference<>(Optional.of(at(1, false)));
  private final AtomicInteger looks = new AtomicInteger();
  private final EventStreams streams = new EventStreams(MAX, PACE, HEARTBEAT, ReplayWait.NONE);
  private HttpServer server;

  @BeforeEach
  void start() {
    Routes routes =
        new Routes()
            .owned(
                "GET",
                "/events",
                (owner, call) -> streams.follow(owner, call, at(0, false), this::look))
            .owned(
                "GET",
                "/end",
                (owner, call) -> streams.follow(owner, call, at(9, true), this::look));
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(20), ""),
            new LeafConfig(false),
            routes,
            token -> Optional.of(new ApiOwnerId(new UUID(0, token.hashCode()))),
            new SimpleMeterRegistry(),
            new UuidGenerator(Clock.systemUTC(), new Random(1)),
            new BackgroundLoops(new SimpleMeterRegistry()));
  }

  @AfterEach
  void stop() {
    streams.close();
    server.close();
  }

  @Test
  void tellsEachStateOnceAndEndsWithTheLast() {
    try (EventFeed feed = open("/events")) {
      assertThat(feed.header("Content-Type")).hasValue("text/event-stream");
      assertThat(feed.header("Cache-Control")).hasValue("no-store");
      assertThat(feed.header("X-Request-Id")).isPresent();
      assertThat(feed.next()).hasValue(event("progress", 0));
      assertThat(feed.next()).hasValue(event("progress", 1));

      int before = looks.get();
      Concurrency.await(() -> looks.get() > before + 3);
      state.set(Optional.of(at(2, false)));
      assertThat(feed.next()).hasValue(event("progress", 2));

      state.set(Optional.of(at(3, true)));
      assertThat(feed.rest()).containsExactly(event("end", 3));
    }
  }

  @Test
  void tellsOnlyTheEndOfWhatIsOver() {
    try (EventFeed feed = open("/end")) {
      assertThat(feed.rest()).containsExactly(event("end", 9));
    }
    assertThat(looks).hasValue(0);
  }

  @Test
  void saysNowAndThenThatItLives() {
    try (EventFeed feed = open("/events")) {
      assertThat(feed.next()).isPresent();
      assertThat(feed.next()).isPresent();
      int before = looks.get();
      Concurrency.await(() -> looks.get() > before + 30);
      state.set(Optional.of(at(2, true)));

      assertThat(feed.rest()).hasSize(1);
      assertThat(feed.comments()).isBetween(3, (looks.get() - before) / 5 + 1);
    }
  }

  @Test
  void endsWithoutAnEndWhenItIsGone() {
    try (EventFeed feed = open("/events")) {
      assertThat(feed.next()).isPresent();
      assertThat(feed.next()).isPresent();
      state.set(Optional.empty());

      assertThat(feed.rest()).isEmpty();
    }
  }

  @Test
  void refusesMoreThanItCanHoldUntilOneGoesAway() {
    try (EventFeed first = open("/events")) {
      try (EventFeed second = open("/events");
          EventFeed third = open("/events")) {
        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.header("Retry-After")).hasValue("10");
        assertThat(third.header("Content-Type")).hasValue("application/problem+json");
      }
      Concurrency.await(this::takesOneMore);
    }
  }

  @Test
  void endsTheOldestStreamOfTheOwnerWithMostForAnOwnerWithNone() {
    try (EventFeed oldest = open("/events");
        EventFeed second = open("/events");
        EventFeed other = EventFeed.open(server.baseUri(), "/events", "other")) {
      assertThat(other.status()).isEqualTo(200);
      assertThat(oldest.rest()).noneMatch(event -> event.name().equals("end"));
      // Each owner has one: neither gets a second.
      try (EventFeed refused = open("/events");
          EventFeed otherRefused = EventFeed.open(server.baseUri(), "/events", "other")) {
        assertThat(refused.status()).isEqualTo(503);
        assertThat(otherRefused.status()).isEqualTo(503);
      }
      state.set(Optional.of(at(5, true)));
      assertThat(second.rest()).contains(event("end", 5));
      assertThat(other.rest()).contains(event("end", 5));
    }
  }

  @Test
  void headTakesNoStream() {
    for (int i = 0; i < 2 * MAX; i++) {
      try (RawSocket socket = RawSocket.to(server.baseUri())) {
        socket.send(
            """
            HEAD /events HTTP/1.1\r
            Host: x\r
            Authorization: Bearer any\r
            Connection: close\r
            \r
            """);
        assertThat(socket.readToEnd()).startsWith("HTTP/1.1 200 ");
      }
    }
    assertThat(takesOneMore()).isTrue();
  }

  @Test
  void endsEveryStreamWhenTheServerStops() {
    try (EventFeed feed = open("/events")) {
      assertThat(feed.next()).isPresent();
      streams.close();
      server.close();

      assertThat(feed.rest()).hasSizeLessThan(2);
    }
  }

  private boolean takesOneMore() {
    try (EventFeed feed = open("/events")) {
      return feed.status() == 200;
    }
  }

  private EventFeed open(String path) {
    return EventFeed.open(server.baseUri(), path, "any");
  }

  private Optional<State> look() {
    looks.incrementAndGet();
    return state.get();
  }

  private static State at(int step, boolean last) {
    return new State(Map.of("step", step, "text", "two\nlines"), last);
  }

  private static EventFeed.Event event(String name, int step) {
    return new EventFeed.Event(
        name, Json.MAPPER.valueToTree(Map.of("step", step, "text", "two\nlines")));
  }
}
