package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.App;
import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.http.EventFeed;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Following sync runs while a slow provider is read.
@Timeout(120)
class SyncEventsIT {
  private static final String RUNS = "/services/headland/api/sync-runs";
  private static final String NOBODYS = RUNS + "/01a00000-0000-7000-8000-000000000003/events";

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private static String token;
  private GrowerAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(12));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    token = token();
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAnAccountWhoseFieldDataIsReadSlowly() {
    simulator.control().clearFaults();
    simulator
        .control()
        .addFault(Fault.slow(Duration.ofMillis(300)).onPath("/platform/organizations/*").always());
    account = GrowerAccount.createReadingFields(api);
    account.attach(simulator.demoCredentials());
    account.sync();
  }

  @Test
  void tellsHowARunGetsOnUntilItsEnd() {
    String run = latest("&state=RUNNING").path("id").stringValue();

    try (EventFeed feed = open(run)) {
      List<EventFeed.Event> events = feed.rest();

      assertThat(feed.status()).isEqualTo(200);
      assertThat(events).hasSizeGreaterThanOrEqualTo(3);
      assertThat(events.subList(0, events.size() - 1))
          .allSatisfy(event -> assertThat(event.name()).isEqualTo("progress"));
      assertThat(events).extracting(event -> number(event, "done")).isSorted();
      assertThat(events).extracting(event -> number(event, "fieldsRead")).isSorted();
      EventFeed.Event end = events.getLast();
      assertThat(end.name()).isEqualTo("end");
      assertThat(end.data()).isEqualTo(latest(""));
      assertThat(end.data().path("state").stringValue()).isEqualTo("SUCCEEDED");
      assertThat(number(end, "done")).isEqualTo(number(end, "organizations")).isPositive();
    }
  }

  @Test
  void tellsAtOnceThatARunIsOver() {
    String run = latest("").path("id").stringValue();
    simulator.control().clearFaults();
    Concurrency.await(() -> !state().equals("RUNNING"));

    try (EventFeed feed = open(run)) {
      assertThat(feed.rest()).containsExactly(new EventFeed.Event("end", latest("")));
    }
    assertThat(api.get(RUNS + "/" + run + "/events").header("X-Request-Id")).isPresent();
  }

  @Test
  void continuesWithoutAFollower() {
    String run = latest("").path("id").stringValue();

    try (EventFeed feed = open(run)) {
      assertThat(feed.next()).isPresent();
    }
    Concurrency.await(() -> !state().equals("RUNNING"));
    assertThat(state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void letsGoOfAFollowedRunWhenItsNodeStops() {
    String run = latest("").path("id").stringValue();

    try (App node = server.startNode();
        EventFeed feed = EventFeed.open(node.baseUri(), RUNS + "/" + run + "/events", token)) {
      assertThat(feed.next()).isPresent();
      Thread stopping = Thread.ofVirtual().start(node::close);
      assertThat(feed.rest()).noneSatisfy(e -> assertThat(e.name()).isEqualTo("end"));
      Concurrency.await(() -> !stopping.isAlive());
    }
  }

  @Test
  void returns404ForARunThatDoesNotExist() {
    ApiResponse unknown = api.get(NOBODYS);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.errorKey()).isEqualTo("syncRunNotFound");
    assertThat(api.get(RUNS + "/none/events").status()).isEqualTo(404);
    assertThat(server.anonymous().get(NOBODYS).status()).isEqualTo(401);
  }

  @Test
  void listsWhatTheFiltersLetThrough() {
    assertThat(list("&state=RUNNING").total()).isEqualTo(1);
    assertThat(list("&state=FAILED").total()).isZero();
    assertThat(list("&provider=JohnDeere&state=RUNNING").total()).isEqualTo(1);
    assertThat(list("&provider=Trimble").total()).isZero();
    assertThat(list("&provider=johndeere").status()).isEqualTo(400);
    assertThat(list("&state=ended").status()).isEqualTo(400);

    simulator.control().clearFaults();
    Concurrency.await(() -> !state().equals("RUNNING"));
    JsonNode brief = latest("&state=" + state());
    JsonNode complete = api.get(RUNS + "/" + brief.path("id").stringValue()).json();
    for (String key : List.of("records", "progress", "providerCalls", "organizations")) {
      assertThat(brief.path(key)).as(key).isEqualTo(complete.path(key));
    }
  }

  private EventFeed open(String run) {
    return EventFeed.open(server.baseUri(), RUNS + "/" + run + "/events", token);
  }

  private String state() {
    return latest("").path("state").stringValue();
  }

  private JsonNode latest(String filter) {
    return list(filter).json().get(0);
  }

  private ApiResponse list(String filter) {
    return api.get(RUNS + "?leafUserId=" + account.leafUserId() + filter);
  }

  private static int number(EventFeed.Event event, String key) {
    return event.data().path("progress").path(key).intValue();
  }

  private static String token() {
    return server
        .anonymous()
        .post(
            "/api/authenticate",
            "{\"username\": \"%s\", \"password\": \"%s\"}"
                .formatted(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD))
        .json()
        .path("id_token")
        .stringValue();
  }
}
