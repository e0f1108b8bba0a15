package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fielddata.FieldWithParents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// A grower whose fields are read, with the requests and queries of the tests: over HTTP, and from
/// the tables for data that HTTP does not show.
public record FieldDataAccount(ServerFixture server, ApiClient api, GrowerAccount grower) {
  private static final String RUNS = "/services/headland/api/sync-runs";
  private static final List<String> TABLES =
      List.of(
          "organization_snapshot",
          "grower",
          "farm",
          "field",
          "field_boundary",
          "provider_organization",
          "provider_account",
          "credential");

  /// A new Leaf user with a credential, without a selection.
  public static FieldDataAccount attach(
      ServerFixture server, ApiClient api, DemoCredentials credentials) {
    GrowerAccount grower = GrowerAccount.createReadingFields(api);
    grower.attach(credentials);
    return new FieldDataAccount(server, api, grower);
  }

  /// Another grant of the same user: the refresh token of the first one may have been used.
  static DemoCredentials another(Simulator simulator, DemoCredentials credentials) {
    return new DemoCredentials(
        credentials.clientKey(),
        credentials.clientSecret(),
        simulator.control().issueGrant(credentials.userName(), credentials.clientKey()),
        credentials.userName(),
        credentials.password());
  }

  /// The same with a later token.
  FieldDataAccount with(ApiClient later) {
    return new FieldDataAccount(server, later, new GrowerAccount(later, grower.leafUserId()));
  }

  /// An organization with links to all kinds of records, or else the first one.
  public String previewOrganization() {
    List<String> previews = grower.idsWith("PREVIEW");
    return previews.stream()
        .filter(
            org ->
                count(
                        "provider_organization",
                        "provider_org_id = '" + org + "' and unlinked_kinds = ''")
                    == 1)
        .findFirst()
        .orElseGet(previews::getFirst);
  }

  /// A selected organization that has been read.
  public String readOrganization() {
    String org = previewOrganization();
    select(org);
    assertThat(lastRunOnceOver().path("state").stringValue()).isEqualTo("SUCCEEDED");
    return org;
  }

  public void select(String org) {
    assertThat(grower.choose(org, "SELECTED").status()).isEqualTo(200);
  }

  public void deselect(String org) {
    assertThat(grower.choose(org, "PREVIEW").status()).isEqualTo(200);
  }

  public JsonNode syncToItsEnd() {
    return syncToItsEnd("");
  }

  public JsonNode syncToItsEnd(String query) {
    ApiResponse started = grower.sync(query);
    assertThat(started.status()).as(started.body()).isEqualTo(202);
    return lastRunOnceOver();
  }

  public JsonNode lastRunOnceOver() {
    Concurrency.await(() -> !state(lastRun()).equals("RUNNING"));
    return withDetails(lastRun());
  }

  JsonNode withDetails(JsonNode run) {
    return api.get(RUNS + "/" + run.path("id").stringValue()).json();
  }

  JsonNode lastRun() {
    return runs().getFirst();
  }

  /// The newest first.
  List<JsonNode> runs() {
    List<JsonNode> runs = new ArrayList<>();
    api.get(RUNS + "?size=100&leafUserId=" + grower.leafUserId()).json().forEach(runs::add);
    return runs;
  }

  static String state(JsonNode run) {
    return run.path("state").stringValue();
  }

  static JsonNode fieldsOf(JsonNode run) {
    return run.path("records").path("fields");
  }

  /// All visible fields.
  public List<JsonNode> fields() {
    List<JsonNode> fields = new ArrayList<>();
    api.get(fieldsPath() + "?size=100").json().forEach(fields::add);
    return fields;
  }

  public long fieldTotal() {
    return api.get(fieldsPath() + "?size=1").total();
  }

  /// The visible field with this provider id.
  JsonNode field(String providerFieldId) {
    return fields().stream()
        .filter(field -> field.path("providerFieldId").stringValue().equals(providerFieldId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no field " + providerFieldId));
  }

  public String fieldsPath() {
    return "/services/fields/api/users/" + grower.leafUserId() + "/fields";
  }

  /// Enables a field by the provider's id, at any position of the list.
  JsonNode enableNamed(String providerFieldId) {
    String id =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select id::text from field where provider_field_id = :id"
                                + " and leaf_user_id = :user::uuid")
                        .bind("id", providerFieldId)
                        .bind("user", grower.leafUserId())
                        .mapTo(String.class)
                        .one());
    ApiResponse enabled = api.post(fieldsPath() + "/" + id + "/enableSync");
    assertThat(enabled.status()).isEqualTo(200);
    return enabled.json();
  }

  /// The numbers of growers, farms and fields in the summary.
  List<Integer> summary() {
    JsonNode summary =
        api.get("/services/integrations/api/resources?leafUserId=" + grower.leafUserId())
            .json()
            .at("/summaries/0");
    return List.of(
        summary.path("growers").intValue(),
        summary.path("farms").intValue(),
        summary.path("fields").intValue());
  }

  /// Sets a value in the configuration of this Leaf user.
  void configure(String key, boolean value) {
    assertThat(
            api.patch(
                    "/services/config/api/configs/" + grower.leafUserId(),
                    "{\"%s\": %s}".formatted(key, value))
                .status())
        .isEqualTo(200);
  }

  /// A field at the simulator that has a boundary.
  public static String drawnField(FieldDataControl fieldData) {
    return fieldWithParents(
            fieldData,
            fieldWithParents -> fieldWithParents.field().findActiveBoundary().isPresent())
        .field()
        .id();
  }

  static FieldWithParents fieldWithParents(
      FieldDataControl fieldData, Predicate<FieldWithParents> which) {
    return fieldData.fields(0, fieldData.fieldCount()).stream()
        .filter(fieldWithParents -> !fieldWithParents.field().archived())
        .filter(which)
        .findFirst()
        .orElseThrow();
  }

  /// The requests for field data that the simulator received.
  static List<String> fieldDataCalls(Simulator simulator) {
    return simulator.control().requests().stream()
        .map(request -> request.target().replaceAll(".*/platform/|[?].*", ""))
        .filter(target -> target.matches("organizations/[^/]+/.+"))
        .toList();
  }

  public int count(String table, String condition) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from <table> where leaf_user_id = :user::uuid and"
                            + " <condition>")
                    .define("table", table)
                    .define("condition", condition)
                    .bind("user", grower.leafUserId())
                    .mapTo(Integer.class)
                    .one());
  }

  /// The number of events of the Leaf user that match a condition, when all committed ones are
  /// published.
  int events(String condition) {
    RecordedEvents.awaitPublished(server);
    return count("event", condition);
  }

  /// PostgreSQL's version of every row: a written row gets another `xmin`.
  String fingerprint() {
    StringBuilder all = new StringBuilder();
    for (String table : TABLES) {
      server
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createQuery(
                          "select xmin::text || ctid::text from <table>"
                              + " where leaf_user_id = :user::uuid order by 1")
                      .define("table", table)
                      .bind("user", grower.leafUserId())
                      .mapTo(String.class)
                      .forEach(row -> all.append(table).append(row).append(' ')));
    }
    return all.append(events("true")).append(" events").toString();
  }
}
