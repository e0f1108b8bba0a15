package io.headland.server.api.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.json.Json;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The preview of an organization, compared with the result of its selection.
class PreviewIT {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final String RUNS = "/services/headland/api/sync-runs";

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private GrowerAccount account;
  private String id;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(12));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    api.patch(CONFIGS, "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    simulator.control().clearFaults();
    account = GrowerAccount.createReadingFields(api);
    account.attach(simulator.demoCredentials());
    id = account.idsWith("PREVIEW").getFirst();
    simulator.control().clearRequests();
  }

  @Test
  void saysBeforeSelectingWhatSelectingThenBrings() {
    JsonNode before = preview();
    assertThat(before.path("status").stringValue()).isEqualTo("PREVIEW");
    assertThat(before.path("complete").booleanValue()).isTrue();
    assertThat(before.path("atProvider")).isEqualTo(numbersOf(before.path("selecting")));
    assertThat(before.at("/atProvider/fields").intValue()).isPositive();
    assertThat(before.at("/atProvider/hectares").doubleValue()).isPositive();
    assertThat(before.at("/deselecting/fields").intValue()).isZero();
    assertThat(before.at("/selecting/fieldsArriveAs").stringValue()).isEqualTo("PROCESSED");

    select();

    JsonNode after = preview();
    assertThat(after.at("/stored/visible").booleanValue()).isTrue();
    assertSame(after.path("stored"), before.path("selecting"));
    assertThat(after.path("deselecting")).isEqualTo(numbersOf(after.path("stored")));
    assertNothing(after.path("selecting"));
    assertThat(after.at("/selecting/missing").intValue()).isZero();
  }

  @Test
  void storesNothing() {
    assertThat(preview().at("/atProvider/fields").intValue()).isPositive();

    for (String table : new String[] {"organization_snapshot", "grower", "farm", "field"}) {
      assertThat(rows(table)).as(table).isZero();
    }
  }

  @Test
  void countsTheCallsThatItMakes() {
    assertThat(preview().path("providerCalls").intValue())
        .isEqualTo((int) simulator.control().requestCount())
        .isPositive();
  }

  @Test
  void saysWhatADeselectedOrganizationWouldBringBack() {
    select();
    account.choose(id, "PREVIEW");

    JsonNode preview = preview();

    assertThat(preview.at("/stored/fields").intValue()).isPositive();
    assertThat(preview.at("/stored/visible").booleanValue()).isFalse();
    assertThat(numbersOf(preview.path("selecting"))).isEqualTo(preview.path("atProvider"));
    assertNothing(preview.path("deselecting"));
  }

  @Test
  void saysWhatChangedAtTheProviderSinceTheLastSync() {
    select();
    FieldDataControl fieldData = simulator.control().fieldData(id);
    String gone = fieldData.addField("A Client", "A Farm", "Soon Gone");
    account.sync();
    awaitEndOfRuns();
    fieldData.removeField(gone);
    String fresh = fieldData.addField("Another Client", "Another Farm", "Fresh");

    JsonNode preview = preview();

    assertThat(preview.at("/selecting/missing").intValue()).isEqualTo(1);
    assertThat(preview.at("/selecting/growers").intValue()).isEqualTo(1);
    assertThat(preview.at("/selecting/farms").intValue()).isEqualTo(1);
    assertThat(preview.at("/selecting/fields").intValue()).isEqualTo(1);
    assertThat(preview.at("/selecting/hectares").doubleValue()).isPositive();
    fieldData.removeFieldAndEmptyParents(fresh);
  }

  @Test
  void renewsATokenThatIsRefusedOnce() {
    simulator.control().addFault(Fault.expireToken().onPath("*/farms"));

    assertThat(preview().at("/atProvider/fields").intValue()).isPositive();
  }

  @Test
  void leavesOutWhatTheProviderDoesNotGive() {
    simulator.control().withholdRels(id, "farms");
    account.sync();
    awaitEndOfRuns();

    JsonNode preview = preview();

    assertThat(preview.path("notPermitted").toString()).isEqualTo("[\"FARM\"]");
    assertThat(preview.at("/atProvider/farms").intValue()).isZero();
    assertThat(preview.at("/atProvider/fields").intValue()).isPositive();
    simulator.control().withholdRels(id);
  }

  @Test
  void refusesABlockedOrganization() {
    id = account.idsWith("BLOCKED").getFirst();

    ApiResponse response = ask();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.errorKey()).isEqualTo("organizationBlocked");
  }

  @Test
  void doesNotKnowWhatIsNotThere() {
    id = "999999999";

    ApiResponse response = ask();

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.errorKey()).isEqualTo("providerOrganizationNotFound");
  }

  @Test
  void saysWhenTheProviderIsDown() {
    simulator.control().addFault(Fault.status(503).onPath("*/fields"));

    ApiResponse response = ask();

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.errorKey()).isEqualTo("providerUnavailable");
    assertThat(response.header("Retry-After")).isPresent();
  }

  @Test
  void asksToTryAgainWhenTheApiRefusesAFreshToken() {
    simulator.control().addFault(Fault.status(401).onPath("*/clients"));
    simulator.control().addFault(Fault.status(401).onPath("*/clients"));

    ApiResponse response = ask();

    // One refusal does not end a grant: only the token endpoint decides that.
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isPresent();
  }

  private void select() {
    account.choose(id, "SELECTED");
    awaitEndOfRuns();
  }

  private void awaitEndOfRuns() {
    Concurrency.await(
        () ->
            !api.get(RUNS + "?leafUserId=" + account.leafUserId()).body().contains("\"RUNNING\""));
  }

  private JsonNode preview() {
    ApiResponse response = ask();
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private ApiResponse ask() {
    return api.get(
        "/services/headland/api/users/"
            + account.leafUserId()
            + "/JohnDeere/organizations/"
            + id
            + "/preview");
  }

  private static JsonNode numbersOf(JsonNode node) {
    return Json.MAPPER
        .createObjectNode()
        .set("growers", node.path("growers"))
        .set("farms", node.path("farms"))
        .set("fields", node.path("fields"))
        .set("hectares", node.path("hectares"));
  }

  private static void assertSame(JsonNode amounts, JsonNode others) {
    for (String kind : new String[] {"growers", "farms", "fields"}) {
      assertThat(amounts.path(kind)).as(kind).isEqualTo(others.path(kind));
    }
    assertThat(amounts.path("hectares").doubleValue())
        .isCloseTo(others.path("hectares").doubleValue(), within(0.001));
  }

  private static void assertNothing(JsonNode amounts) {
    for (String kind : new String[] {"growers", "farms", "fields", "hectares"}) {
      assertThat(amounts.path(kind).doubleValue()).as(kind).isZero();
    }
  }

  private int rows(String table) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from <table> where leaf_user_id = :user::uuid")
                    .define("table", table)
                    .bind("user", account.leafUserId())
                    .mapTo(Integer.class)
                    .one());
  }
}
