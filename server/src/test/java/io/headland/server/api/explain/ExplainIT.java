package io.headland.server.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.FieldDataControl;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Each reason for which a record is visible or not.
class ExplainIT {
  private static final String CONFIGS = "/services/config/api/configs";
  private static final String RUNS = "/services/headland/api/sync-runs";
  private static final String FIELDS = "/services/fields/api/users/";
  private static final String MISSING = "01a00000-0000-7000-8000-000000000001";

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
    account = GrowerAccount.createReadingFields(api);
    account.attach(simulator.demoCredentials());
    id = account.idsWith("PREVIEW").getFirst();
  }

  @Test
  void aBlockedOrganization() {
    id = account.idsWith("BLOCKED").getFirst();
    String reason = account.organization(id).json().path("blockedReason").stringValue();

    JsonNode explanation = explainOrganization();

    assertThat(explanation.path("present").booleanValue()).isFalse();
    assertStops(explanation, "ORGANIZATION_BLOCKED_" + reason);
    assertThat(step(explanation, "ORGANIZATION_BLOCKED_" + reason).path("link").asString(""))
        .isEqualTo(account.organization(id).json().path("managementUri").asString(""));
  }

  @Test
  void anOrganizationThatTheCustomerMustOpen() {
    simulator.control().restrict(id, "https://provider.example/terms");
    account.sync();

    JsonNode explanation = explainOrganization();

    simulator.control().unrestrict(id);
    assertStops(explanation, "ORGANIZATION_BLOCKED_CUSTOMER_ACTION_REQUIRED");
    assertThat(
            step(explanation, "ORGANIZATION_BLOCKED_CUSTOMER_ACTION_REQUIRED")
                .path("link")
                .stringValue())
        .isEqualTo("https://provider.example/terms");
  }

  @Test
  void anOrganizationThatTheProviderNoLongerShows() {
    simulator.control().removeOrganization(id);
    account.sync();

    JsonNode explanation = explainOrganization();

    simulator.control().restoreOrganization(id);
    assertStops(explanation, "ORGANIZATION_BLOCKED_NOT_VISIBLE");
  }

  @Test
  void anOrganizationThatIsNotSelected() {
    JsonNode explanation = explainOrganization();

    assertThat(explanation.path("present").booleanValue()).isFalse();
    assertStops(explanation, "ORGANIZATION_PREVIEW_BY_CONFIGURATION");
    assertThat(
            step(explanation, "ORGANIZATION_PREVIEW_BY_CONFIGURATION").path("change").stringValue())
        .endsWith("/organizations/" + id + "/SELECTED");
    assertThat(
            step(explanation, "ORGANIZATION_DATA_SYNC_SELECTED_ONLY").path("detail").asString(""))
        .endsWith("as set for all Leaf users.");
  }

  @Test
  void anOrganizationThatIsHere() {
    select();

    JsonNode explanation = explainOrganization();

    assertThat(explanation.path("present").booleanValue()).isTrue();
    assertThat(explanation.path("reason").stringValue())
        .isEqualTo("It is in lists and counts. No step excludes it.");
    assertStops(explanation);
    assertThat(step(explanation, "ORGANIZATION_SELECTED_BY_CALLER").path("at").isString()).isTrue();
    assertThat(step(explanation, "NEXT_RUN_DUE").path("at").isString()).isTrue();
    assertThat(api.get(step(explanation, "RUN_SUCCEEDED").path("link").stringValue()).status())
        .isEqualTo(200);
  }

  @Test
  void anOrganizationThatWasDeselected() {
    select();
    String field = storedField("true");
    account.choose(id, "PREVIEW");

    assertThat(explainOrganization().path("present").booleanValue()).isFalse();
    JsonNode explanation = explain("fieldId=" + field);
    assertThat(explanation.path("present").booleanValue()).isFalse();
    assertStops(explanation, "ORGANIZATION_PREVIEW_BY_CALLER", "FIELD_DATA_HIDDEN");
    assertThat(step(explanation, "FIELD_DATA_HIDDEN").path("at").isString()).isTrue();
  }

  @Test
  void anOrganizationThatWasNeverListed() {
    id = "999999999";

    JsonNode explanation = explainOrganization();

    assertThat(explanation.path("present").booleanValue()).isFalse();
    assertThat(explanation.path("reason").stringValue())
        .isEqualTo("The provider has never listed this organization for this account.");
  }

  @Test
  void aFieldThatIsHere() {
    select();
    String field =
        storedField(
            "exists (select from field_boundary b where b.leaf_user_id = field.leaf_user_id and"
                + " b.provider_field_id = field.provider_field_id)");

    JsonNode explanation = explain("fieldId=" + field);

    assertThat(explanation.path("present").booleanValue()).isTrue();
    assertStops(explanation);
    assertThat(codes(explanation)).contains("FIELD_PROCESSED");
    assertThat(explanation.at("/subject/providerOrgId").stringValue()).isEqualTo(id);
    String byTheirId = explanation.at("/subject/providerId").stringValue();
    assertThat(explain("providerFieldId=" + byTheirId).at("/subject/id").stringValue())
        .isEqualTo(field);
  }

  @Test
  void aFieldThatIsAPreviewAndThenWaits() {
    api.patch(CONFIGS + "/" + account.leafUserId(), "{\"customDataSync\": true}");
    select();
    String field = storedField("true");

    JsonNode preview = explain("fieldId=" + field);

    assertThat(preview.path("present").booleanValue()).isTrue();
    assertStops(preview, "FIELD_PREVIEW");
    assertThat(codes(preview)).contains("CUSTOM_DATA_SYNC_ON", "BOUNDARY_NOT_FETCHED");
    api.post(FIELDS + account.leafUserId() + "/fields/" + field + "/enableSync");
    JsonNode waiting = explain("fieldId=" + field);
    assertStops(waiting);
    assertThat(codes(waiting)).contains("FIELD_WAITING");
  }

  @Test
  void aFieldThatTheProviderTookAway() {
    FieldDataControl fieldData = simulator.control().fieldData(id);
    String gone = fieldData.addField("A Client", "A Farm", "Soon Gone");
    select();
    fieldData.removeField(gone);
    account.sync();
    awaitEndOfRuns();

    JsonNode explanation = explain("providerFieldId=" + gone + "&providerOrgId=" + id);

    assertThat(explanation.path("present").booleanValue()).isFalse();
    assertStops(explanation, "RECORD_REMOVED");
    assertThat(step(explanation, "RECORD_REMOVED").path("at").isString()).isTrue();
  }

  @Test
  void aFieldThatWasNeverListed() {
    JsonNode atProvider = explain("providerFieldId=" + MISSING);
    assertThat(atProvider.path("present").booleanValue()).isFalse();
    assertThat(atProvider.path("reason").stringValue())
        .startsWith("The provider has never listed this id for this account.");

    for (String query : List.of("fieldId=" + MISSING, "fieldId=x", "growerId=1", "farmId=none")) {
      JsonNode ours = explain(query);
      assertThat(ours.path("present").booleanValue()).as(query).isFalse();
      assertStops(ours, "RECORD_NEVER_LISTED");
    }
  }

  @Test
  void boundariesThatTheProviderWithholds() {
    simulator.control().withholdRels(id, "boundaries");
    account.sync();
    select();

    JsonNode explanation = explain("fieldId=" + storedField("true"));

    simulator.control().withholdRels(id);
    assertThat(explanation.path("present").booleanValue()).isTrue();
    assertStops(explanation, "BOUNDARY_WITHHELD");
    assertThat(step(explanation, "KINDS_WITHHELD").path("detail").stringValue())
        .contains("BOUNDARY");
  }

  @Test
  void growersAndFarms() {
    select();
    for (String table : List.of("grower", "farm")) {
      String record = stored(table, "true");

      JsonNode explanation = explain(table + "Id=" + record);

      assertThat(explanation.path("present").booleanValue()).isTrue();
      assertThat(explanation.at("/subject/id").stringValue()).isEqualTo(record);
      assertThat(codes(explanation)).contains("RECORD_STORED");
    }
  }

  @Test
  void aCredentialThatWasRevokedAndOneThatIsGone() {
    DemoCredentials demo = simulator.demoCredentials();
    String grant = simulator.control().issueGrant(demo.userName(), demo.clientKey());
    account.attach(
        new DemoCredentials(
            demo.clientKey(), demo.clientSecret(), grant, demo.userName(), demo.password()));
    select();
    simulator.control().revokeGrant(grant);
    account.sync();

    JsonNode revoked = explainOrganization();

    assertThat(revoked.path("present").booleanValue()).isTrue();
    assertStops(revoked, "CREDENTIAL_UNAUTHENTICATED", "ORGANIZATION_BLOCKED_CREDENTIAL_REVOKED");
    assertThat(revoked.path("reason").stringValue())
        .startsWith("It is in lists and counts, but the provider rejects the credential");

    api.delete(account.user("/john-deere-credentials"));
    JsonNode gone = explainOrganization();
    assertThat(gone.path("present").booleanValue()).isFalse();
    assertStops(gone, "CREDENTIAL_MISSING", "ORGANIZATION_NOT_LISTED", "FIELD_DATA_HIDDEN");
    assertThat(codes(gone)).contains("NEXT_RUN_NONE");
  }

  @Test
  void anAccountAsAWhole() {
    JsonNode explanation = explain("");

    assertThat(explanation.at("/subject/type").stringValue()).isEqualTo("ACCOUNT");
    assertThat(explanation.path("present").booleanValue()).isTrue();
  }

  @Test
  void refusesWhatIsNoQuestion() {
    assertThat(api.get(path("x", "JohnDeere", "")).status()).isEqualTo(400);
    assertThat(api.get("/services/headland/api/explain?provider=JohnDeere").status())
        .isEqualTo(400);
    assertThat(api.get(path(account.leafUserId(), "Nobody", "")).errorKey())
        .isEqualTo("providerNotSupported");
    assertThat(api.get(path(MISSING, "JohnDeere", "")).errorKey()).isEqualTo("userNotFound");
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

  private JsonNode explainOrganization() {
    return explain("providerOrgId=" + id);
  }

  private JsonNode explain(String query) {
    ApiResponse response = api.get(path(account.leafUserId(), "JohnDeere", query));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static String path(String leafUser, String provider, String query) {
    return "/services/headland/api/explain?leafUserId="
        + leafUser
        + "&provider="
        + provider
        + (query.isEmpty() ? "" : "&" + query);
  }

  private static void assertStops(JsonNode explanation, String... codes) {
    assertThat(
            explanation
                .path("chain")
                .valueStream()
                .filter(step -> step.path("outcome").stringValue().equals("STOPS"))
                .map(step -> step.path("code").stringValue())
                // Follows from each of the other reasons.
                .filter(code -> !code.equals("FIELD_DATA_NOT_READ")))
        .containsExactly(codes);
  }

  private static List<String> codes(JsonNode explanation) {
    return explanation
        .path("chain")
        .valueStream()
        .map(step -> step.path("code").stringValue())
        .toList();
  }

  private static JsonNode step(JsonNode explanation, String code) {
    return explanation
        .path("chain")
        .valueStream()
        .filter(step -> step.path("code").stringValue().equals(code))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(code + " in " + explanation));
  }

  private String storedField(String condition) {
    return stored("field", condition);
  }

  private String stored(String table, String condition) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select id::text from <table> where leaf_user_id = :user::uuid"
                            + " and removed_at is null and <condition> order by 1 limit 1")
                    .define("table", table)
                    .define("condition", condition)
                    .bind("user", account.leafUserId())
                    .mapTo(String.class)
                    .one());
  }
}
