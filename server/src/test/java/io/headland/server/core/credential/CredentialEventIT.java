package io.headland.server.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.engine.retention.Retention;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.SettableClock;
import io.headland.simulator.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CredentialEventIT {
  private static Simulator simulator;
  private static SettableClock clock;
  private static ServerFixture server;
  private static DemoCredentials demo;

  private ApiClient owner;
  private GrowerAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(12));
    demo = simulator.demoCredentials();
    clock = new SettableClock(Clock.systemUTC());
    server = ServerFixture.start(simulator.baseUri(), clock, config -> config);
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachACredential() {
    simulator.control().clearFaults();
    owner = server.owner();
    account = GrowerAccount.attached(owner, demo);
    simulator.control().clearRequests();
  }

  @Test
  void thereIsOneForEachCallTheNewestFirst() {
    assertThat(events("").json().valueStream())
        .extracting(event -> event.path("method").stringValue())
        .containsExactly("GET", "POST");

    simulator.control().addFault(Fault.status(500).on("GET", "*/organizations*"));
    list();
    list();

    // The status 500 may concern the form of the request: the plain form is requested in the same
    // reading.
    ApiResponse events = events("");
    assertThat(events.total()).isEqualTo(5);
    assertThat(events.json().valueStream())
        .extracting(event -> event.path("statusCode").intValue())
        .containsExactly(200, 200, 500, 200, 200);
    assertThat(events.json().path(0).path("uri").stringValue())
        .startsWith(simulator.baseUri() + "/platform/organizations");
    assertThat(events.json().path(0).path("bodySize").longValue()).isPositive();
  }

  @Test
  void areSortedByWhenTheCallBegan() {
    // A slow call is recorded after a call that began later.
    insertEvent(Duration.ofHours(2));
    insertEvent(Duration.ofHours(5));
    insertEvent(Duration.ofHours(3));

    List<String> newestFirst = events("").texts("createdDate");
    List<String> oldestFirst = events("?sort=createdDate,asc").texts("createdDate");

    assertThat(newestFirst).hasSize(5).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(oldestFirst).isEqualTo(newestFirst.reversed());
    assertThat(events("?sort=createdDate").texts("createdDate")).isEqualTo(oldestFirst);
    assertThat(events("?sort=createdDate,desc").texts("createdDate")).isEqualTo(newestFirst);
  }

  @Test
  void areSortedByEveryDocumentedKey() {
    simulator.control().addFault(Fault.status(500).on("GET", "*/organizations*"));
    list();
    list();
    list();

    int total = (int) events("").total();
    assertThat(codes("?sort=statusCode")).hasSize(total).isSorted().contains(500);
    assertThat(codes("?sort=statusCode,desc&sort=createdDate,asc"))
        .isEqualTo(codes("?sort=statusCode,createdDate,desc"))
        .isEqualTo(codes("?sort=statusCode").reversed());
    assertThat(
            events("?sort=statusCode,desc&sort=createdDate").texts("createdDate").subList(1, total))
        .isSorted();
    assertThat(events("?sort=id,desc").texts("id"))
        .isEqualTo(events("?sort=id").texts("id").reversed());
    for (String key : List.of("headers", "body")) {
      assertThat(events("?sort=" + key).texts("id"))
          .containsExactlyInAnyOrderElementsOf(events("").texts("id"));
    }
  }

  /// Those of the second half are read in the reverse order.
  @ParameterizedTest
  @ValueSource(
      strings = {"createdDate,desc", "id", "body,desc", "statusCode&sort=createdDate,desc"})
  void pagesByNumberAreThoseOfTheCompleteList(String sort) {
    for (int i = 0; i < 5; i++) {
      list();
    }
    List<String> all = events("?size=100&sort=" + sort).texts("id");

    List<String> pages = new ArrayList<>();
    for (int page = 0; page * 2 < all.size(); page++) {
      pages.addAll(events("?size=2&page=" + page + "&sort=" + sort).texts("id"));
    }

    assertThat(pages).hasSizeGreaterThan(5).isEqualTo(all);
  }

  private List<Integer> codes(String query) {
    return events(query)
        .json()
        .valueStream()
        .map(event -> event.path("statusCode").intValue())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort=uri", "sort=createdDate,up", "page=-1", "size=0", "size=x"})
  void aPageThatMakesNoSenseIsRefused(String query) {
    assertThat(events("?" + query).status()).isEqualTo(400);
  }

  @Test
  void linksLeadThroughAllOfThem() {
    for (int i = 0; i < 5; i++) {
      list();
    }
    List<String> all = events("?size=100").texts("id");

    List<String> met = new ArrayList<>();
    Optional<String> next = Optional.of(account.user("/john-deere-credentials/events?size=3"));
    while (next.isPresent()) {
      ApiResponse page = owner.get(next.get());
      met.addAll(page.texts("id"));
      next = page.link("next");
    }

    assertThat(met).isEqualTo(all).hasSize(7);
    ApiResponse last = events("?size=3&page=2");
    assertThat(owner.get(last.link("prev").orElseThrow()).texts("id")).isEqualTo(all.subList(3, 6));
    assertThat(last.link("next")).isEmpty();
    assertThat(events("?size=3&page=3").texts("id")).isEmpty();
    assertThat(events("?size=3&page=3").total()).isEqualTo(7);
  }

  @Test
  void holdNoSecret() {
    account.attach(
        new DemoCredentials(
            demo.clientKey(), "4711-secret", "4711-token", demo.userName(), demo.password()));
    String refused = events("").body();
    account.attach(demo);
    list();
    String answered = events("").body();

    assertThat(refused).doesNotContain("4711", demo.clientKey());
    assertThat(answered)
        .doesNotContain(demo.clientSecret(), demo.refreshToken(), demo.clientKey(), "eyJ");
  }

  @Test
  void aCallWithoutAResponseHasItsReason() {
    simulator.control().addFault(Fault.cutBody().on("GET", "*/organizations*"));

    assertThat(list().status()).isEqualTo(503);

    JsonNode event = events("").json().path(0);
    assertThat(event.path("body").stringValue()).isNotBlank().doesNotContain("bytes, not stored");
  }

  @Test
  void areShownForThirtyDaysAndThenPurged() {
    // Otherwise the regular sync makes calls when its interval has passed.
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("delete from scheduled_tasks where task_name = 'sync-account'"));
    clock.advance(Duration.ofDays(29));
    owner = server.owner();
    assertThat(events("").total()).isEqualTo(2);
    list();
    // The request stores the events of the calls before it.
    assertThat(events("").total()).isGreaterThan(2);
    Retention retention = new Retention(server.jdbi(), clock, server.config());
    retention.run(() -> false);
    long stored = stored();
    assertThat(stored).isGreaterThan(2);

    clock.advance(Duration.ofDays(2));
    owner = server.owner();
    long recent = events("").total();
    // Not compared with the rows of this moment: the server's own task may have deleted the others.
    assertThat(recent).isLessThan(stored);
    assertThat(events("?size=100").texts("id")).hasSize((int) recent);

    retention.run(() -> false);
    assertThat(stored()).isEqualTo(recent);
  }

  private ApiResponse list() {
    return owner.get(account.user("/organizations/JohnDeere"));
  }

  private ApiResponse events(String query) {
    return owner.get(account.user("/john-deere-credentials/events" + query));
  }

  private long stored() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(*)
                          from credential_event e
                          join credential c on c.id = e.credential_id
                         where c.leaf_user_id = :leafUser
                        """)
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .mapTo(Long.class)
                    .one());
  }

  private void insertEvent(Duration ago) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into credential_event
                               (api_owner_id, credential_id, id, created_at, method, target, status_code,
                                headers, body_size, took_millis, failure)
                        select api_owner_id, id, :id, :at, 'GET', 'https://example.com/', 200,
                               '{}', 1, 1, ''
                          from credential
                         where leaf_user_id = :leafUser
                        """)
                    .bind("id", new UuidGenerator(clock, new Random(ago.toMillis())).next())
                    .bind("at", clock.instant().minus(ago))
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .execute());
  }
}
