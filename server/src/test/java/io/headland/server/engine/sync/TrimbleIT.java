package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.control.TrimbleCredentials;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.fielddata.TrimbleForms;
import io.headland.simulator.fielddata.TrimbleForms.ParentForm;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.traffic.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Trimble, from its credential to its boundaries: the same engine with another provider.
class TrimbleIT {
  private static final String USERS = "/services/usermanagement/api/users";

  private final MovableClock clock = new MovableClock();
  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private String leafUser;

  /// Behaviour of the simulator that no recorded traffic of the provider determines.
  Switches switches() {
    return Switches.defaults();
  }

  @BeforeEach
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSwitches(switches())
                .withSeed(7)
                .withTrimbleOrganizations(2)
                .withTrimbleFields(5)
                .withTrimblePageSize(2));
    server = ServerFixture.start(simulator.baseUri(), clock, config -> config);
    api = server.owner();
    api.patch("/services/config/api/configs", "{\"customDataSync\": false}");
    leafUser = api.post(USERS, "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}").id();
  }

  @AfterEach
  void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void itsFieldsAndBoundariesComeByBookmark() {
    JsonNode run = attached();
    assertThat(run.path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(run.path("organizations").path("added").intValue()).isEqualTo(2);
    assertThat(run.at("/records/fields/added").intValue()).isEqualTo(10);
    // Some simulated fields have no boundary.
    assertThat(run.at("/records/boundaries/added").intValue()).isBetween(5, 10);
    // With the requests of pages ahead, each is made and counted once.
    assertThat(bookmarks()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(run.path("providerCalls").intValue())
        .as("requests of lists and of a token")
        .isEqualTo(listRequests() + 1);
    JsonNode field =
        api.get("/services/fields/api/users/" + leafUser + "/fields")
            .json()
            .valueStream()
            .filter(each -> !each.path("boundaries").isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(field.path("providerName").stringValue()).isEqualTo("Trimble");
    assertThat(field.at("/geometry/type").stringValue()).isEqualTo("MultiPolygon");
    assertThat(field.at("/area/value").doubleValue()).isPositive();
    JsonNode summary =
        api.get("/services/integrations/api/resources?leafUserId=" + leafUser)
            .json()
            .at("/summaries/0");
    assertThat(summary.path("fields").intValue()).isEqualTo(10);
    List<String> farms = texts("farms", "providerFarmName");
    assertThat(farms).isNotEmpty();
    if (switches().trimbleForms().parents() == ParentForm.PRESENT) {
      assertThat(summary.path("growers").intValue()).isPositive();
      assertThat(farms).doesNotContain("");
      assertThat(texts("growers", "name")).isNotEmpty().doesNotContain("");
    } else {
      assertThat(summary.path("growers").intValue()).isZero();
      assertThat(farms).containsOnly("");
    }
  }

  @Test
  void farmsOfAHostWithoutListsOfThemGetNamesLaterAndKeepTheirIds() {
    simulator
        .control()
        .changeSwitches(
            s -> s.withTrimbleForms(s.trimbleForms().withParents(ParentForm.NOT_FOUND)));
    JsonNode run = attached();
    assertThat(run.path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(withDetails(run).at("/parts/0/notPermitted").toString()).isEqualTo("[\"GROWER\"]");
    assertThat(run.at("/records/fields/added").intValue()).isEqualTo(10);
    List<String> ids = texts("farms", "id");
    assertThat(ids).isNotEmpty();
    assertThat(texts("growers", "id")).isEmpty();

    // The responses are stored: the next sync does not request these lists again.
    assertThat(missingListRequests()).isPositive();
    simulator.control().clearRequests();
    assertThat(synced().path("state").stringValue()).isEqualTo("UNCHANGED");
    assertThat(missingListRequests()).isZero();

    simulator.control().changeSwitches(s -> s.withTrimbleForms(TrimbleForms.defaults()));
    clock.advance(Duration.ofDays(8));
    api = server.owner();
    Concurrency.await(() -> !texts("growers", "id").isEmpty());
    Concurrency.await(() -> !runs().get(0).path("state").stringValue().equals("RUNNING"));

    assertThat(texts("farms", "id")).containsAll(ids).doesNotHaveDuplicates();
    List<String> names = texts("farms", "providerFarmName");
    assertThat(names).doesNotContain("");
    assertThat(texts("growers", "id")).isNotEmpty();
    assertThat(synced().path("state").stringValue()).isEqualTo("UNCHANGED");

    // A host that stops responding does not remove data that a field refers to.
    simulator
        .control()
        .changeSwitches(
            s -> s.withTrimbleForms(s.trimbleForms().withParents(ParentForm.FORBIDDEN)));
    List<String> growers = texts("growers", "id");
    simulator.control().clearRequests();
    synced();
    assertThat(missingListRequests()).isPositive();
    assertThat(texts("farms", "providerFarmName")).isNotEmpty().doesNotContain("");
    assertThat(texts("growers", "id")).isEqualTo(growers);
  }

  @Test
  void aFieldThatIsRetiredLeavesTheList() {
    attached();
    String organization =
        simulator
            .control()
            .trimble()
            .organizations(simulator.trimbleCredentials().userName())
            .getFirst()
            .id();
    FieldDataControl fieldData = simulator.control().trimble().fieldData(organization);
    fieldData.archiveField(fieldData.fields(0, 1).getFirst().field().id());

    assertThat(synced().at("/records/fields/removed").intValue()).isEqualTo(1);
    assertThat(texts("fields", "id")).hasSize(9);
  }

  private JsonNode synced() {
    assertThat(api.post(USERS + "/" + leafUser + "/Trimble/organizations/sync").status())
        .isEqualTo(202);
    Concurrency.await(() -> !runs().get(0).path("state").stringValue().equals("RUNNING"));
    return withDetails(runs().get(0));
  }

  private JsonNode withDetails(JsonNode run) {
    return api.get("/services/headland/api/sync-runs/" + run.path("id").stringValue()).json();
  }

  private List<String> texts(String kind, String key) {
    return api.get("/services/fields/api/users/" + leafUser + "/" + kind + "?size=100")
        .json()
        .valueStream()
        .map(each -> each.path(key).asString(""))
        .toList();
  }

  @Test
  void aTokenThatIsGoodOnceIsKeptThroughManySyncs() {
    attached();
    for (int day = 0; day < 3; day++) {
      clock.advance(Duration.ofHours(25));
      simulator.control().clock().advance(Duration.ofHours(25));
      // The first token has expired.
      api = server.owner();
      Concurrency.await(() -> endedToday().findAny().isPresent());
      assertThat(endedToday().map(run -> run.path("state").stringValue()))
          .containsOnly("UNCHANGED");
    }
  }

  @Test
  void aRepeatedlyRejectedBookmarkRestartsTheListing() {
    simulator.control().addFault(Fault.status(400).onPath("*/fields?*bookmark=*").times(4));
    ApiResponse credential = post();
    assertThat(credential.status()).isEqualTo(201);
    Concurrency.await(
        () -> {
          clock.advance(Duration.ofSeconds(30));
          return !runs().get(0).path("state").stringValue().equals("RUNNING");
        });
    assertThat(runs().get(0).path("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(runs().get(0).at("/records/fields/added").intValue()).isEqualTo(10);
  }

  private JsonNode attached() {
    assertThat(post().json().path("status").stringValue()).isEqualTo("OK");
    Concurrency.await(() -> !runs().get(0).path("state").stringValue().equals("RUNNING"));
    return runs().get(0);
  }

  private ApiResponse post() {
    TrimbleCredentials credentials = simulator.trimbleCredentials();
    return api.post(
        USERS + "/" + leafUser + "/trimble-credentials",
        """
        {"clientId": "%s", "clientSecret": "%s", "refreshToken": "%s"}
        """
            .formatted(
                credentials.clientId(), credentials.clientSecret(), credentials.refreshToken()));
  }

  private boolean isOfToday(JsonNode run) {
    return Duration.between(
                java.time.Instant.parse(run.path("startedAt").stringValue()), clock.instant())
            .compareTo(Duration.ofHours(20))
        < 0;
  }

  private Stream<JsonNode> endedToday() {
    return runs()
        .valueStream()
        .filter(run -> run.path("endedAt").isString())
        .filter(this::isOfToday);
  }

  private JsonNode runs() {
    return api.get("/services/headland/api/sync-runs?leafUserId=" + leafUser).json();
  }

  private long missingListRequests() {
    return simulator.control().requests().stream()
        .map(ReceivedRequest::target)
        .filter(target -> target.endsWith("/clients") || target.endsWith("/farms"))
        .count();
  }

  private int listRequests() {
    return simulator.control().requests().stream()
        .map(ReceivedRequest::target)
        .filter(target -> target.contains("/externalApi/"))
        .toList()
        .size();
  }

  private List<String> bookmarks() {
    return simulator.control().requests().stream()
        .map(ReceivedRequest::target)
        .filter(target -> target.contains("bookmark="))
        .toList();
  }
}
