package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.fielddata.RingDefect;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.Switches.OrganizationLinks;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// The field data of selected organizations, from the provider into the database, with its changes.
/// Each test has a separate user at the provider.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldDataIT {
  private final AtomicInteger users = new AtomicInteger();

  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private FieldDataAccount account;

  /// Behaviour of the simulator that no recorded traffic of the provider determines.
  Switches switches() {
    return Switches.defaults();
  }

  @BeforeAll
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSwitches(switches())
                .withSeed(7)
                .withOrganizations(8)
                .withUsers(30));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    // Makes the server learn the results of a first request.
    FieldDataAccount.attach(server, api, simulator.credentials(29));
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    account = FieldDataAccount.attach(server, api, simulator.credentials(users.getAndIncrement()));
    simulator.control().clearRequests();
  }

  @Test
  void selectingAnOrganizationBringsWhatLiesBeneathIt() {
    account.select(account.previewOrganization());
    JsonNode run = account.lastRunOnceOver();
    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(run.path("cause").stringValue()).isEqualTo("SELECTION");
    assertThat(FieldDataAccount.fieldsOf(run).path("added").intValue()).isEqualTo(4);
    assertThat(run.path("records").path("boundaries").path("added").intValue()).isPositive();
    assertThat(account.fieldTotal()).isEqualTo(4);
    assertThat(account.summary()).element(2).isEqualTo(4);
  }

  @Test
  void aSecondReadingOfTheSameWritesNoRecord() {
    String id = account.readOrganization();
    String before = account.fingerprint();
    simulator.control().clearRequests();
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
    assertThat(account.fingerprint()).isEqualTo(before);
    assertThat(simulator.control().requests())
        .extracting(request -> request.target().replaceAll(".*/platform/|[?].*", ""))
        .containsExactly(
            "organizations",
            "organizations/" + id + "/clients",
            "organizations/" + id + "/farms",
            "organizations/" + id + "/fields");
  }

  @Test
  void anUnchangedAccountOfSeveralOrganizationsCostsThreeCallsForEach() {
    List<String> orgs = account.grower().idsWith("PREVIEW");
    assertThat(orgs).hasSizeGreaterThan(3);
    orgs.forEach(account::select);
    account.lastRunOnceOver();
    String before = account.fingerprint();
    simulator.control().clearRequests();

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.state(run)).isEqualTo("UNCHANGED");
    assertThat(account.fingerprint()).isEqualTo(before);
    int withheld =
        run.path("parts").valueStream().mapToInt(part -> part.path("notPermitted").size()).sum();
    assertThat(simulator.control().requestCount())
        .isEqualTo(run.path("providerCalls").intValue())
        .isLessThanOrEqualTo(1 + 3L * orgs.size())
        .isGreaterThanOrEqualTo(1 + 3L * orgs.size() - withheld);
  }

  @Test
  void aRenamedFieldIsRenamedHere() {
    FieldDataControl fieldData = readFieldData();
    FieldWithParents fieldWithParents = FieldDataAccount.fieldWithParents(fieldData, _ -> true);
    fieldData.renameField(fieldWithParents.field().id(), "South 80");

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.fieldsOf(run).path("changed").intValue()).isEqualTo(1);
    assertThat(FieldDataAccount.fieldsOf(run).path("unchanged").intValue()).isEqualTo(3);
    assertThat(account.field(fieldWithParents.field().id()).path("name").stringValue())
        .isEqualTo("South 80");
  }

  @Test
  void aFieldThatMovesToAnotherFarmKeepsItsId() {
    FieldDataControl fieldData = readFieldData();
    FieldWithParents fieldWithParents = FieldDataAccount.fieldWithParents(fieldData, _ -> true);
    String other = fieldData.addField("Another client", "Another farm", "There already");
    account.syncToItsEnd();
    JsonNode before = account.field(fieldWithParents.field().id());
    fieldData.moveField(fieldWithParents.field().id(), fieldData.field(other).farm().id());

    account.syncToItsEnd();

    JsonNode after = account.field(fieldWithParents.field().id());
    assertThat(after.path("id")).isEqualTo(before.path("id"));
    assertThat(after.path("farmId")).isEqualTo(account.field(other).path("farmId"));
    assertThat(after.path("farmId")).isNotEqualTo(before.path("farmId"));
  }

  @Test
  void aReshapedBoundaryKeepsItsIdAndGetsAnotherArea() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    JsonNode before = account.field(field);
    fieldData.scaleBoundary(field, 2);

    JsonNode run = account.syncToItsEnd();

    JsonNode after = account.field(field);
    assertThat(run.path("records").path("boundaries").path("changed").intValue()).isEqualTo(1);
    assertThat(after.path("boundaries")).isEqualTo(before.path("boundaries"));
    assertThat(after.at("/area/value").doubleValue())
        .isGreaterThan(2 * before.at("/area/value").doubleValue());
  }

  @Test
  void theEarlierGeometriesOfABoundaryAreKeptAndListed() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    String id = account.field(field).path("id").stringValue();
    String boundaries = account.fieldsPath() + "/" + id + "/boundary";
    JsonNode first = api.get(boundaries).json();
    String earlier =
        account.fieldsPath().replace("/services/fields/api/", "/services/headland/api/")
            + "/%s/boundaries/%s/earlierGeometries".formatted(id, first.path("id").stringValue());
    assertThat(api.get(earlier).json().size()).isZero();

    fieldData.scaleBoundary(field, 2);
    account.syncToItsEnd();
    JsonNode second = api.get(boundaries).json();
    fieldData.scaleBoundary(field, 2);
    account.syncToItsEnd();

    JsonNode kept = api.get(earlier).json();
    assertThat(kept.size()).isEqualTo(2);
    assertThat(kept.at("/1/geometry")).isEqualTo(first.path("geometry"));
    assertThat(kept.at("/1/area")).isEqualTo(first.path("area"));
    assertThat(kept.at("/1/validFrom")).isEqualTo(first.path("createdTime"));
    assertThat(kept.at("/0/geometry")).isEqualTo(second.path("geometry"));
    assertThat(kept.at("/0/validFrom")).isEqualTo(kept.at("/1/replacedAt"));
    assertThat(api.get(earlier.replace(id, second.path("id").stringValue())).status())
        .isEqualTo(404);
  }

  @Test
  void aReplacedBoundaryIsKeptAsInactive() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    String old = account.field(field).path("providerBoundaryId").stringValue();
    String fresh = fieldData.replaceBoundary(field);

    JsonNode run = account.syncToItsEnd();

    assertThat(run.path("records").path("boundaries").path("added").intValue()).isEqualTo(1);
    assertThat(account.field(field).path("providerBoundaryId").stringValue()).isEqualTo(fresh);
    assertThat(boundaryStatus(old)).isEqualTo("INACTIVE");
    assertThat(boundaryStatus(fresh)).isEqualTo("ACTIVE");
  }

  @Test
  void aRemovedBoundaryLeavesItsField() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    String old = account.field(field).path("providerBoundaryId").stringValue();
    fieldData.removeBoundary(field);

    JsonNode run = account.syncToItsEnd();

    assertThat(run.path("records").path("boundaries").path("removed").intValue()).isEqualTo(1);
    assertThat(account.field(field).has("geometry")).isFalse();
    assertThat(boundaryStatus(old)).isEqualTo("DELETED_ON_PROVIDER");
  }

  @Test
  void aRemovedFieldIsReadTwiceAndLeavesListsAndCounts() {
    String org = account.readOrganization();
    FieldDataControl fieldData = simulator.control().fieldData(org);
    fieldData.removeField(FieldDataAccount.drawnField(fieldData));
    simulator.control().clearRequests();

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.fieldsOf(run).path("removed").intValue()).isEqualTo(1);
    assertThat(FieldDataAccount.fieldsOf(run).path("unchanged").intValue()).isEqualTo(3);
    assertThat(account.fieldTotal()).isEqualTo(3);
    assertThat(account.summary()).element(2).isEqualTo(3);
    // The check for changes, the fields, and the fields again.
    assertThat(FieldDataAccount.fieldDataCalls(simulator))
        .filteredOn(call -> call.endsWith("/fields"))
        .hasSizeBetween(2, 3);
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
  }

  @Test
  void anArchivedFieldComesBackUnderItsId() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    String id = account.field(field).path("id").stringValue();
    fieldData.archiveField(field);
    account.syncToItsEnd();
    assertThat(account.fieldTotal()).isEqualTo(3);

    fieldData.unarchiveField(field);
    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.fieldsOf(run).path("added").intValue()).isEqualTo(1);
    assertThat(account.field(field).path("id").stringValue()).isEqualTo(id);
    assertThat(account.field(field).has("geometry")).isTrue();
  }

  @Test
  void renamedGrowersAndFarmsAreRenamedHere() {
    FieldDataControl fieldData = readFieldData();
    FieldWithParents fieldWithParents = FieldDataAccount.fieldWithParents(fieldData, _ -> true);
    fieldData.renameClient(fieldWithParents.client().id(), "Smith & Sons");
    fieldData.renameFarm(fieldWithParents.farm().id(), "Beyond the river");

    JsonNode run = account.syncToItsEnd();

    assertThat(run.path("records").path("growers").path("changed").intValue()).isEqualTo(1);
    assertThat(run.path("records").path("farms").path("changed").intValue()).isEqualTo(1);
    assertThat(account.count("grower", "name = 'Smith & Sons'")).isEqualTo(1);
    assertThat(account.count("farm", "name = 'Beyond the river'")).isEqualTo(1);
  }

  @Test
  void ringsThatDoNotHoldAreStoredWithTheirProblems() {
    FieldDataControl fieldData = readFieldData();
    String field = FieldDataAccount.drawnField(fieldData);
    fieldData.invalidateBoundary(field, RingDefect.BOW_TIE);
    account.syncToItsEnd();

    assertThat(account.count("field_boundary", "status = 'ACTIVE' and problems <> ''"))
        .isEqualTo(1);
    String path =
        account.fieldsPath() + "/" + account.field(field).path("id").stringValue() + "/boundary";
    JsonNode boundary = api.get(path).json();
    assertThat(boundary.path("problems").stringValue()).isNotBlank();
    assertThat(boundary.path("fixStatus").stringValue()).isEqualTo("FIXED");

    fieldData.invalidateBoundary(field, RingDefect.NO_POINTS);
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
    assertThat(api.get(path).json()).isEqualTo(boundary);
  }

  @Test
  void whatIsWithheldIsLeftOutAndNamed() {
    String org = account.previewOrganization();
    simulator.control().withholdRels(org, "farms", "boundaries");
    account.grower().sync();
    account.select(org);

    JsonNode run = account.lastRunOnceOver();

    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(run.at("/parts/0/notPermitted"))
        .extracting(JsonNode::stringValue)
        .containsExactlyInAnyOrder("FARM", "BOUNDARY");
    assertThat(account.fieldTotal()).isEqualTo(4);
    assertThat(account.count("farm", "true")).isZero();
    assertThat(account.count("field_boundary", "true")).isZero();

    simulator.control().withholdRels(org);
    // If no link shows that more is permitted, a caller forces a sync, or waits until responses
    // expire.
    boolean shown = switches().organizationLinks() == OrganizationLinks.ALL;
    account.syncToItsEnd(shown ? "" : "?force=true");
    assertThat(account.count("farm", "true")).isPositive();
    assertThat(account.count("field_boundary", "true")).isPositive();
  }

  @Test
  void whatIsWithheldLaterStaysAsItWasReadLast() {
    FieldDataControl fieldData = readFieldData();
    String org = account.grower().idsWith("SELECTED").getFirst();
    long boundaries = account.count("field_boundary", "status = 'ACTIVE'");
    simulator.control().withholdRels(org, "clients", "boundaries");
    fieldData.renameField(FieldDataAccount.drawnField(fieldData), "Another name");

    account.syncToItsEnd();

    assertThat(account.count("grower", "removed_at is null")).isPositive();
    assertThat(account.count("field_boundary", "status = 'ACTIVE'")).isEqualTo((int) boundaries);
    assertThat(account.count("field", "name = 'Another name'")).isEqualTo(1);
  }

  private FieldDataControl readFieldData() {
    // Without links it is unknown in advance whether an organization permits all kinds of records.
    simulator.control().withholdRels(account.previewOrganization());
    return simulator.control().fieldData(account.readOrganization());
  }

  private String boundaryStatus(String providerBoundaryId) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select status from field_boundary where provider_boundary_id = :id"
                            + " and leaf_user_id = :user::uuid")
                    .bind("id", providerBoundaryId)
                    .bind("user", account.grower().leafUserId())
                    .mapTo(String.class)
                    .one());
  }
}
