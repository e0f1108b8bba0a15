package io.headland.server.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.core.event.EventReadStore;
import io.headland.server.core.event.EventReadStore.EventFilter;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.engine.retention.Retention;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The feed as clients read it.
class FeedIT {
  private static final String EVENTS = "/services/headland/api/events";
  private static final Duration RETENTION = Duration.ofDays(30);

  private final MovableClock clock = new MovableClock();
  private ServerFixture server;
  private ApiClient api;
  private ApiOwnerId owner;
  private Retention retention;

  @BeforeEach
  void start() {
    server = ServerFixture.start(URI.create("http://127.0.0.1:9/"), clock, config -> config);
    api = server.owner();
    owner = server.ownerId(ServerFixture.OWNER_EMAIL);
    retention = new Retention(server.jdbi(), clock, server.config());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFeedContinuesAtThePositionOfTheLastResponse() {
    write(250);

    List<Long> positions = new ArrayList<>();
    String after = "0";
    boolean more = true;
    while (more) {
      JsonNode page = api.get(EVENTS + "?after=" + after).json();
      page.path("items").forEach(event -> positions.add(event.path("sequence").longValue()));
      after = page.path("next").toString();
      more = page.path("more").booleanValue();
    }

    assertThat(positions)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 250).mapToObj(Long::valueOf).toList());
    assertThat(api.get(EVENTS + "?after=250").body())
        .isEqualTo("{\"items\":[],\"next\":250,\"more\":false}");
  }

  @Test
  void aFeedOfNothingIsEmpty() {
    String nothing = "{\"items\":[],\"next\":0,\"more\":false}";
    assertThat(api.get(EVENTS).body()).isEqualTo(nothing);
    assertThat(api.get(EVENTS + "?after=0").body()).isEqualTo(nothing);
    assertThat(api.get(EVENTS + "?after=newest").body()).isEqualTo(nothing);
  }

  @Test
  void newestLeadsPastEverythingThatIsThere() {
    write(3);
    String newest = api.get(EVENTS + "?after=newest").json().path("next").toString();
    write(1);

    assertThat(newest).isEqualTo("3");
    assertThat(api.get(EVENTS + "?after=" + newest).json().at("/items/0/sequence").longValue())
        .isEqualTo(4);
  }

  @Test
  void oneEventIsFoundByItsId() {
    write(2);
    JsonNode second = api.get(EVENTS + "?after=1").json().at("/items/0");

    assertThat(api.get(EVENTS + "/" + second.path("id").stringValue()).json()).isEqualTo(second);
    assertThat(api.get(EVENTS + "/" + new UUID(0, 0)).errorKey()).isEqualTo("eventNotFound");
    assertThat(api.get(EVENTS + "/first").errorKey()).isEqualTo("eventNotFound");
  }

  @Test
  void aFilterTakesTypesKindsProvidersAndLeafUsers() {
    UUID leafUser = new UUID(0, 9);
    write(event(EventType.FIELD_CREATED, new UUID(0, 1), "JohnDeere"));
    write(event(EventType.FIELD_REMOVED, leafUser, "JohnDeere"));
    write(event(EventType.BOUNDARY_CREATED, leafUser, "Trimble"));

    assertThat(sequences("types=field.removed,boundary.created")).containsExactly(2, 3);
    assertThat(sequences("types=field.*")).containsExactly(1, 2);
    assertThat(sequences("types=*")).containsExactly(1, 2, 3);
    assertThat(sequences("provider=Trimble")).containsExactly(3);
    assertThat(sequences("leafUserId=" + leafUser)).containsExactly(2, 3);
    assertThat(sequences("leafUserId=" + leafUser + "&types=field.*")).containsExactly(2);
    assertThat(sequences("types=credential.*")).isEmpty();
  }

  @Test
  void whatIsWrongIsNamed() {
    write(1);

    assertThat(detail("after=yesterday")).contains("after");
    assertThat(detail("after=-1")).contains("after");
    assertThat(detail("after=2")).contains("after").contains("1");
    assertThat(detail("types=field.created,filed.removed,x")).contains("'filed.removed', 'x'");
    assertThat(detail("leafUserId=jane")).contains("leafUserId");
    assertThat(detail("provider=Deere")).contains("provider");
    assertThat(detail("limit=0")).contains("limit");
    assertThat(detail("limit=1001")).contains("limit");
  }

  @Test
  void whatIsNoLongerKeptIsSaidToBeGone() {
    write(3);
    clock.advance(Duration.ofDays(20));
    write(2);
    clock.advance(Duration.ofDays(11));
    // A new token: the first one has expired.
    api = server.owner();

    retention.run(() -> false);

    ApiResponse expired = api.get(EVENTS + "?after=2");
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.errorKey()).isEqualTo("eventsExpired");
    assertThat(expired.json().path("detail").stringValue()).contains("after=3");
    assertThat(sequences("after=3")).containsExactly(4, 5);
    assertThat(sequences("")).containsExactly(4, 5);
  }

  @Test
  void aFeedGoesOnWhereItWasAfterAllOfItHasBeenPurged() {
    write(5_000);
    clock.advance(RETENTION.plusSeconds(1));
    api = server.owner();

    // The task of the server may have begun at the same time.
    Concurrency.await(
        () -> {
          retention.run(() -> false);
          return sequences("").isEmpty();
        });
    assertThat(api.get(EVENTS + "?after=5000").body())
        .isEqualTo("{\"items\":[],\"next\":5000,\"more\":false}");
    write(1);

    assertThat(sequences("")).containsExactly(5_001);
  }

  @Test
  void whatIsYoungIsKeptAndSoIsWhatCameAfterIt() {
    write(2);
    clock.advance(Duration.ofDays(-10));
    write(2);
    clock.advance(Duration.ofDays(35));

    retention.run(() -> false);

    assertThat(new EventReadStore(server.jdbi()).after(owner, 0, EventFilter.ALL, 10).events())
        .hasSize(4);
  }

  private String detail(String query) {
    ApiResponse response = api.get(EVENTS + "?" + query);
    assertThat(response.status()).as(query).isEqualTo(400);
    return response.json().path("detail").stringValue();
  }

  private List<Integer> sequences(String query) {
    return api.get(EVENTS + "?" + query)
        .json()
        .path("items")
        .valueStream()
        .map(event -> event.path("sequence").intValue())
        .toList();
  }

  private void write(int count) {
    write(
        IntStream.range(0, count)
            .mapToObj(_ -> event(EventType.FIELD_CREATED, new UUID(0, 1), "JohnDeere"))
            .toArray(NewEvent[]::new));
  }

  private void write(NewEvent... events) {
    server
        .jdbi()
        .useTransaction(
            handle -> EventStore.write(handle, owner, List.of(events), clock.instant()));
    RecordedEvents.awaitPublished(server);
  }

  private static NewEvent event(EventType type, UUID leafUser, String provider) {
    String field = new UUID(1, 1).toString();
    return new NewEvent(
        type,
        new LeafUserId(leafUser),
        provider,
        "field/" + field,
        type.wireName().startsWith("field")
            ? Json.MAPPER
                .createObjectNode()
                .put("fieldId", field)
                .put("name", "North Quarter")
                .put("status", "PROCESSED")
                .put("providerOrgId", "1")
                .put("providerFieldId", "2")
            : Json.MAPPER
                .createObjectNode()
                .put("boundaryId", field)
                .put("fieldId", field)
                .put("status", "ACTIVE")
                .put("hectares", 7.5)
                .put("providerOrgId", "1")
                .put("providerFieldId", "2")
                .put("providerBoundaryId", "3"));
  }
}
