package io.headland.server.platform.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.App;
import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.field.Geometries;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.postgres.ReplicatedPostgres;
import io.headland.server.platform.safehttp.Receiver;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A program that is notified of a change and reads what has changed.
class StandbyEventsIT {
  private static final String EVENTS = "/services/headland/api/events";
  private static final int CHANGES = 3;

  @TempDir Path folder;

  @Test
  void aReadAfterAnEventReturnsTheChangeOnANodeThatDidNotWriteIt() {
    try (ReplicatedPostgres postgres = ReplicatedPostgres.startAsynchronous(folder);
        ServerFixture server =
            StandbyIT.server(postgres.primaryTarget(), postgres.standbyTarget())) {
      App secondNode = server.startNode();
      ApiClient writer = ApiClient.of(secondNode.baseUri()).as(server.owner().token());
      ApiClient follower = server.owner();
      String user =
          writer
              .post(
                  "/services/usermanagement/api/users",
                  "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}")
              .id();
      String fields = "/services/fields/api/users/" + user + "/fields";
      var position = new AtomicLong();
      for (int i = 1; i <= CHANGES; i++) {
        awaitRead(server, follower, fields);
        postgres.pauseReplay();

        writer.post(fields, field(i));
        Concurrency.await(() -> hasNewEvents(follower, position));

        assertThat(follower.get(fields).total()).isEqualTo(i);
        postgres.resumeReplay();
        StandbyIT.awaitInUse(server);
      }
    }
  }

  @Test
  void aReadOnTheReceiptOfAWebhookReturnsTheChangeOnANodeThatDidNotWriteIt() {
    Queue<Long> totals = new ConcurrentLinkedQueue<>();
    AtomicReference<LongSupplier> read = new AtomicReference<>(() -> 0);
    try (ReplicatedPostgres postgres = ReplicatedPostgres.startAsynchronous(folder);
        Receiver receiver =
            Receiver.start(
                _ -> {
                  totals.add(read.get().getAsLong());
                  return Receiver.Reply.of(204);
                });
        ServerFixture server =
            StandbyIT.server(postgres.primaryTarget(), postgres.standbyTarget())) {
      App secondNode = server.startNode();
      ApiClient writer = ApiClient.of(secondNode.baseUri()).as(server.owner().token());
      ApiClient follower = server.owner();
      String fields =
          "/services/fields/api/users/"
              + writer
                  .post(
                      "/services/usermanagement/api/users",
                      "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}")
                  .id()
              + "/fields";
      read.set(() -> follower.get(fields).total());
      writer.post(
          "/services/headland/api/webhooks",
          "{\"name\": \"Fields\", \"url\": \"%s\", \"types\": [\"field.created\"]}"
              .formatted(receiver.uri("/events")));
      for (int i = 1; i <= CHANGES; i++) {
        awaitRead(server, follower, fields);
        postgres.pauseReplay();

        writer.post(fields, field(i));
        int number = i;
        Concurrency.await(() -> totals.size() == number);

        postgres.resumeReplay();
        StandbyIT.awaitInUse(server);
      }
      assertThat(totals).containsExactly(1L, 2L, 3L);
    }
  }

  /// Waits until a list was read from the standby.
  private static void awaitRead(ServerFixture server, ApiClient api, String list) {
    double before = StandbyIT.reads(server, "standby");
    Concurrency.await(
        () -> api.get(list).status() == 200 && StandbyIT.reads(server, "standby") > before);
  }

  private static String field(int number) {
    return "{\"name\": \"Field %d\", \"geometry\": %s}"
        .formatted(number, Geometries.rectangle(10 + number, 50, 0.01, 0.01));
  }

  private static boolean hasNewEvents(ApiClient api, AtomicLong position) {
    JsonNode page = api.get(EVENTS + "?types=field.created&after=" + position.get()).json();
    position.set(page.path("next").longValue());
    return !page.path("items").isEmpty();
  }
}
