package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.webhook.WebhookFixture;
import io.headland.server.engine.webhook.FailingReceiver;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.server.platform.safehttp.Receiver.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// The proof of delivery. Events are committed all the time; the server that publishes and delivers
/// them is killed during delivery, repeatedly, and its work waits until it is restarted; the
/// receiver fails a third of the time. No event is lost, and for each entity the first attempts at
/// its events come in the order of the feed.
class WebhookKillIT {
  private static final Logger log = LoggerFactory.getLogger(WebhookKillIT.class);
  private static final int EVENTS = Integer.getInteger("headland.webhook.events", 5_000);
  private static final int KILLS = Integer.getInteger("headland.webhook.kills", 3);
  private static final Duration MAX_WAIT =
      Duration.ofMinutes(Integer.getInteger("headland.webhook.minutes", 2));
  private static final int ENTITIES = 500;
  private static final int IN_ONE_TRANSACTION = 50;

  private final FailingReceiver failing = new FailingReceiver();

  @TempDir Path folder;

  @Test
  void everyEventArrivesThoughServersDieAndTheReceiverFails() throws Exception {
    try (Database database = TestDatabase.create(2);
        Receiver receiver =
            Receiver.startWithoutLog(call -> Reply.of(failing.take(call) ? 204 : 500));
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ServerSettings.in(folder)
          .owner()
          .database(database.target())
          .set("webhooks.allowed-networks", "127.0.0.1/32")
          .set("webhooks.retry-schedule", String.join(",", Collections.nCopies(25, "300ms")))
          .set("webhooks.lease", "2s")
          .set("webhooks.poll", "50ms")
          .set("events.publish-interval", "20ms")
          .write();
      Jdbi jdbi = database.jdbi();
      long start = System.nanoTime();
      Future<?> writing = null;
      for (int kills = 0; kills <= KILLS; kills++) {
        try (ServerProcess server = ServerProcess.run(folder, "serve")) {
          String uri = server.awaitReady();
          if (writing == null) {
            register(uri, receiver);
            start = System.nanoTime();
            writing = executor.submit(() -> write(jdbi));
          }
          long due = (kills + 1L) * EVENTS / (KILLS + 1);
          Concurrency.await(MAX_WAIT, () -> failing.accepted().size() >= due);
          if (kills < KILLS) {
            server.kill();
          } else {
            Concurrency.await(
                MAX_WAIT, () -> count(jdbi, "select count(*) from webhook_retry") == 0);
            Concurrency.await(
                MAX_WAIT,
                () ->
                    count(
                            jdbi,
                            "select last_position - position from webhook join event_sequence using"
                                + " (api_owner_id)")
                        == 0);
          }
        }
      }
      report(Duration.ofNanos(System.nanoTime() - start));

      assertThat(failing.accepted()).hasSize(EVENTS);
      assertThat(failing.forged()).isZero();
      assertThat(failing.firstSeenOutOfOrder()).isEmpty();
      assertThat(failing.failures()).isBetween(failing.calls() / 4, failing.calls() / 2);
      assertThat(count(jdbi, "select count(*) from event_outbox")).isZero();
      assertThat(count(jdbi, "select last_position from event_sequence")).isEqualTo(EVENTS);
      assertThat(count(jdbi, "select count(distinct event_id) from webhook_attempt where success"))
          .isEqualTo(EVENTS);
    }
  }

  private void register(String uri, Receiver receiver) {
    ApiClient api = ServerSettings.signIn(URI.create(uri));
    failing.expectSignedWith(WebhookFixture.create(api, receiver, "*").secret());
  }

  /// Writes a limited number of events more than have arrived, so that events are committed while
  /// servers run and while they are dead.
  private boolean write(Jdbi jdbi) {
    ApiOwnerId owner =
        new ApiOwnerId(
            jdbi.withHandle(
                handle -> handle.createQuery("select id from api_owner").mapTo(UUID.class).one()));
    Random random = new Random(5);
    int ahead = Math.max(1_000, EVENTS / (2 * (KILLS + 1)));
    for (int written = 0; written < EVENTS; written += IN_ONE_TRANSACTION) {
      int before = written;
      Concurrency.await(MAX_WAIT, () -> before < failing.accepted().size() + ahead);
      List<NewEvent> events = new ArrayList<>();
      for (int i = 0; i < IN_ONE_TRANSACTION; i++) {
        events.add(event(random.nextInt(ENTITIES), written + i));
      }
      Collections.shuffle(events, random);
      WebhookFixture.write(jdbi, owner, events);
    }
    return true;
  }

  private static NewEvent event(int entity, int number) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("fieldId", Integer.toString(entity));
    data.put("number", number);
    return new NewEvent(EventType.FIELD_UPDATED, null, "JohnDeere", "field/" + entity, data);
  }

  private static long count(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private void report(Duration took) {
    log.warn(
        "{} events, {} kills, {} s: {} calls, {} of them failed, {} for events accepted before, {}"
            + " first attempts out of order",
        EVENTS,
        KILLS,
        took.toSeconds(),
        failing.calls(),
        failing.failures(),
        failing.repeated(),
        failing.firstSeenOutOfOrder().size());
  }
}
