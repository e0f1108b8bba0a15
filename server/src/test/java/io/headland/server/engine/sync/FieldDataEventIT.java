package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Events of fields and boundaries that change at the provider, and their counts over time. Each
/// test has a separate user at the provider.
class FieldDataEventIT {
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private FieldDataAccount account;
  private RecordedEvents recorded;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(8).withUsers(30));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    account = FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
    recorded = RecordedEvents.of(server, api, account.grower().leafUserId());
  }

  @Test
  void selectingPublishesEveryAddedRecord() {
    recorded.fromNow();
    String org = account.readOrganization();

    List<JsonNode> events = recorded.all();

    assertThat(type(events.getFirst())).isEqualTo("organization.selected");
    assertThat(type(events.getLast())).isEqualTo("sync_run.succeeded");
    assertThat(events.getLast().at("/data/records/fields/added").intValue())
        .isEqualTo(account.fields().size())
        .isPositive();
    for (JsonNode field : account.fields()) {
      JsonNode data = ofField(events, "field.created", field).path("data");
      assertThat(data.path("name")).isEqualTo(field.path("name"));
      assertThat(data.path("status")).isEqualTo(field.path("status"));
      assertThat(data.path("providerOrgId").stringValue()).isEqualTo(org);
      if (field.has("providerBoundaryId")) {
        JsonNode boundary = ofField(events, "boundary.created", field).path("data");
        assertThat(boundary.path("boundaryId")).isEqualTo(field.at("/boundaries/0"));
        assertThat(boundary.path("providerBoundaryId")).isEqualTo(field.path("providerBoundaryId"));
        assertThat(boundary.path("hectares").doubleValue()).isPositive();
      }
    }
  }

  @Test
  void anUnchangedRunPublishesNothing() {
    account.readOrganization();
    recorded.fromNow();

    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");

    assertThat(recorded.types()).isEmpty();
  }

  @Test
  void aRenamedFieldIsPublished() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.fieldWithParents(fieldData, _ -> true).field().id();
    recorded.fromNow();

    fieldData.renameField(field, "South 80");
    account.syncToItsEnd();

    JsonNode event = recorded.the("field.updated");
    assertThat(event.at("/data/name").stringValue()).isEqualTo("South 80");
    assertThat(event.at("/data/providerFieldId").stringValue()).isEqualTo(field);
  }

  @Test
  void aChangedBoundaryIsPublished() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    recorded.fromNow();

    fieldData.scaleBoundary(field, 2);
    account.syncToItsEnd();

    assertThat(recorded.types()).containsExactly("boundary.updated", "sync_run.succeeded");
  }

  @Test
  void aReplacedBoundaryPublishesBoth() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    String old = account.field(field).path("providerBoundaryId").stringValue();
    recorded.fromNow();

    String fresh = fieldData.replaceBoundary(field);
    account.syncToItsEnd();

    List<JsonNode> events = recorded.all();
    assertThat(one(events, "boundary.created").at("/data/providerBoundaryId").stringValue())
        .isEqualTo(fresh);
    JsonNode removed = one(events, "boundary.removed").path("data");
    assertThat(removed.path("providerBoundaryId").stringValue()).isEqualTo(old);
    assertThat(removed.path("status").stringValue()).isEqualTo("INACTIVE");
  }

  @Test
  void aFieldThatReturnsIsPublishedUnderItsId() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    String id = account.field(field).path("id").stringValue();
    recorded.fromNow();

    fieldData.archiveField(field);
    account.syncToItsEnd();
    List<JsonNode> gone = recorded.all();
    fieldData.unarchiveField(field);
    account.syncToItsEnd();
    List<JsonNode> back = recorded.all();

    assertThat(one(gone, "field.removed").at("/data/fieldId").stringValue()).isEqualTo(id);
    assertThat(one(gone, "boundary.removed").at("/data/status").stringValue())
        .isEqualTo("DELETED_ON_PROVIDER");
    assertThat(one(back, "field.created").at("/data/fieldId").stringValue()).isEqualTo(id);
    assertThat(one(back, "boundary.created").at("/data/fieldId").stringValue()).isEqualTo(id);
  }

  @Test
  void anEnabledFieldIsUpdatedOnceItIsFetched() {
    account.configure("customDataSync", true);
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    List<JsonNode> previews = recorded.all();

    account.enableNamed(field);
    account.syncToItsEnd();

    assertThat(previews)
        .filteredOn(event -> type(event).equals("field.created"))
        .hasSize(4)
        .allMatch(event -> event.at("/data/status").stringValue().equals("PREVIEW"));
    List<JsonNode> events = recorded.all();
    JsonNode updated = one(events, "field.updated").path("data");
    assertThat(updated.path("providerFieldId").stringValue()).isEqualTo(field);
    assertThat(updated.path("status").stringValue()).isEqualTo("PROCESSED");
    one(events, "boundary.created");
  }

  @Test
  void deselectingHidesFieldsWithoutAnEventForEach() {
    String org = account.readOrganization();
    recorded.fromNow();

    account.deselect(org);

    assertThat(recorded.types()).containsExactly("organization.deselected");
  }

  @Test
  void aGuardedOrganizationIsNamed() {
    String org = account.readOrganization();
    FieldDataControl fieldData = simulator.control().fieldData(org);
    for (int i = 0; i < 30; i++) {
      fieldData.addField("A client", "A farm", "Field " + i);
    }
    account.syncToItsEnd();
    recorded.fromNow();

    fieldData
        .fields(0, fieldData.fieldCount())
        .forEach(fieldWithParents -> fieldData.removeField(fieldWithParents.field().id()));
    account.syncToItsEnd();

    JsonNode data = recorded.the("sync_run.guarded").path("data");
    assertThat(data.at("/failedOrganizations/0/providerOrgId").stringValue()).isEqualTo(org);
    assertThat(data.at("/failedOrganizations/0/state").stringValue()).isEqualTo("GUARDED");
  }

  @Test
  void countsOverTimeFollowWhatIsShown() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String history =
        "/services/headland/api/users/%s/JohnDeere/counts/history"
            .formatted(account.grower().leafUserId());
    JsonNode before = api.get(history).json();
    String org = account.readOrganization();
    JsonNode read = api.get(history + "?from=" + today).json();
    account.deselect(org);
    JsonNode hidden = api.get(history + "?from=" + today + "&to=" + today).json();

    assertThat(before.path("days")).hasSize(1);
    assertThat(before.at("/days/0/fields").intValue()).isZero();
    assertThat(read.at("/days/0/fields").intValue()).isEqualTo(4);
    assertThat(read.at("/days/0/organizations").intValue()).isEqualTo(1);
    assertThat(List.of(read.at("/days/0/growers").intValue(), read.at("/days/0/farms").intValue()))
        .isEqualTo(List.of(count("grower"), count("farm")));
    assertThat(hidden.at("/days/0/fields").intValue()).isZero();
    assertThat(api.get(history + "?from=yesterday").status()).isEqualTo(400);
    assertThat(api.get(history + "?from=2026-02-02&to=2026-02-01").status()).isEqualTo(400);
    assertThat(api.get(history + "?from=1900-01-01").status()).isEqualTo(400);
  }

  private int count(String table) {
    return account.count(table, "removed_at is null");
  }

  private FieldDataControl readFieldData() {
    return simulator.control().fieldData(account.readOrganization());
  }

  private static String type(JsonNode event) {
    return event.path("type").stringValue();
  }

  private static JsonNode one(List<JsonNode> events, String type) {
    List<JsonNode> those = events.stream().filter(event -> type(event).equals(type)).toList();
    assertThat(those).as(type).hasSize(1);
    return those.getFirst();
  }

  private static JsonNode ofField(List<JsonNode> events, String type, JsonNode field) {
    return one(
        events.stream()
            .filter(event -> event.at("/data/fieldId").equals(field.path("id")))
            .toList(),
        type);
  }
}
