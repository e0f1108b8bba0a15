package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.Switches.FieldSignatures;
import io.headland.simulator.johndeere.world.Switches.FirstSignature;
import io.headland.simulator.johndeere.world.Switches.Form;
import io.headland.simulator.johndeere.world.Switches.ListTotal;
import io.headland.simulator.johndeere.world.Switches.OrganizationLinks;
import io.headland.simulator.johndeere.world.Switches.PagingStyle;
import io.headland.simulator.johndeere.world.Switches.Unchanged;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Syncs with each alternative behaviour of John Deere.
class SwitchedFieldDataIT {
  private static final int FIELDS = 120;
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSeed(7)
                .withOrganizations(3)
                .withUsers(60)
                .withFields(FIELDS));
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

  @AfterEach
  void reset() {
    simulator.control().clearFaults();
    simulator.control().changeSwitches(_ -> Switches.defaults());
  }

  private static FieldDataAccount attach() {
    return FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
  }

  @ParameterizedTest
  @MethodSource("alternatives")
  void everythingIsReadAndChangesAreNoticed(String name, Switches switches) {
    simulator.control().changeSwitches(_ -> switches);
    FieldDataAccount account = attach();
    String org = account.readOrganization();
    FieldDataControl fieldData = simulator.control().fieldData(org);
    assertThat(account.fieldTotal()).as(name).isEqualTo(shown(fieldData));
    assertThat(account.count("grower", "removed_at is null")).isPositive();

    JsonNode again = account.syncToItsEnd();
    assertThat(FieldDataAccount.state(again)).isEqualTo("UNCHANGED");
    assertThat(FieldDataAccount.fieldsOf(again).path("unchanged").intValue())
        .isEqualTo(shown(fieldData));

    fieldData.removeField(FieldDataAccount.drawnField(fieldData));
    JsonNode changed = account.syncToItsEnd();
    assertThat(FieldDataAccount.fieldsOf(changed).path("removed").intValue()).isEqualTo(1);
    assertThat(account.fieldTotal()).isEqualTo(shown(fieldData));
  }

  static Stream<Arguments> alternatives() {
    Switches normal = Switches.defaults();
    Stream.Builder<Arguments> all = Stream.builder();
    for (int status : List.of(403, 500)) {
      all.add(
          arguments(
              "every optional header is rejected with " + status,
              normal
                  .withNoPaging(Form.FAIL)
                  .withFieldSignatures(FieldSignatures.FAIL)
                  .withRejectionStatus(status)));
    }
    all.add(
        arguments(
            "x-deere-no-paging is ignored",
            normal.withNoPaging(Form.IGNORE).withFieldSignatures(FieldSignatures.ABSENT)));
    all.add(
        arguments(
            "links are of the old form, which is rejected",
            normal.withPaging(PagingStyle.MATRIX).withFieldSignatures(FieldSignatures.ABSENT)));
    all.add(
        arguments(
            "links are of the old form, which is ignored",
            normal
                .withPaging(PagingStyle.MATRIX)
                .withLegacyPaging(Form.IGNORE)
                .withFieldSignatures(FieldSignatures.ABSENT)));
    all.add(
        arguments(
            "pages have at most ten records",
            normal
                .withLargestPage(10)
                .withNoPaging(Form.IGNORE)
                .withFieldSignatures(FieldSignatures.ABSENT)));
    all.add(arguments("no signature when unchanged", normal.withSignatureUnchanged(NO_SIGNATURE)));
    all.add(arguments("nil alone", normal.withFirstSignature(FirstSignature.NIL)));
    all.add(arguments("blank alone", normal.withFirstSignature(FirstSignature.BLANK)));
    for (ListTotal total : List.of(ListTotal.ABSENT, ListTotal.OF_PAGE)) {
      all.add(arguments("total " + total, normal.withListTotal(total)));
    }
    all.add(arguments("sparse links", normal.withOrganizationLinks(OrganizationLinks.SPARSE)));
    return all.build();
  }

  private static final Unchanged NO_SIGNATURE = Unchanged.NO_SIGNATURE;

  /// A rejected header is not a missing permission.
  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 406, 500})
  void noRunEndsUnchangedOrRunsOnBecauseAHeaderIsRejected(int status) {
    simulator.control().changeSwitches(s -> s.withFieldSignatures(FieldSignatures.ABSENT));
    FieldDataAccount account = attach();
    FieldDataControl fieldData = simulator.control().fieldData(account.readOrganization());
    simulator.control().changeSwitches(s -> s.withNoPaging(Form.FAIL).withRejectionStatus(status));
    fieldData.renameField(FieldDataAccount.drawnField(fieldData), "Renamed");

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(run.at("/progress/fieldsRead").intValue()).isEqualTo(shown(fieldData));
    assertThat(run.at("/parts/0/notPermitted")).isEmpty();
    assertThat(account.count("field", "name = 'Renamed'")).isEqualTo(1);
  }

  @Test
  void anUnchangedOrganizationOfManyFieldsCostsFourSmallCalls() {
    FieldDataAccount account = attach();
    account.readOrganization();
    simulator.control().clearRequests();

    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
    assertThat(simulator.control().requests())
        .hasSize(4)
        .allSatisfy(request -> assertThat(request.status()).isEqualTo(304));
  }

  /// A record that is counted but not listed is not removed.
  @Test
  void nothingIsTakenAwayForAListThatIsShorterThanItsTotal() {
    FieldDataAccount account = attach();
    String org = account.readOrganization();
    FieldDataControl fieldData = simulator.control().fieldData(org);
    long before = account.fieldTotal();
    simulator.control().changeSwitches(s -> s.withListTotal(ListTotal.TOO_HIGH));
    fieldData.removeField(FieldDataAccount.drawnField(fieldData));

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.state(run)).isEqualTo("GUARDED");
    assertThat(run.at("/parts/0/failure").stringValue()).isEqualTo("listIncomplete");
    assertThat(account.fieldTotal()).isEqualTo(before);
    assertThat(FieldDataAccount.state(account.syncToItsEnd("?force=true"))).isEqualTo("SUCCEEDED");
    assertThat(account.fieldTotal()).isEqualTo(before - 1);
  }

  @Test
  void noOrganizationIsBlockedForAListThatIsShorterThanItsTotal() {
    FieldDataAccount account = attach();
    String org = account.previewOrganization();
    simulator.control().changeSwitches(s -> s.withListTotal(ListTotal.TOO_HIGH));
    simulator
        .control()
        .addFault(Fault.status(500).on("GET", "/platform/organizations/" + org).always());
    simulator.control().removeOrganization(org);

    JsonNode run = account.syncToItsEnd();

    assertThat(run.path("failure").stringValue()).isEqualTo("listIncomplete");
    assertThat(account.grower().status(org)).isEqualTo("PREVIEW");
    simulator.control().clearFaults();
    account.syncToItsEnd();
    assertThat(account.grower().status(org)).isEqualTo("BLOCKED");
  }

  /// John Deere's sample of a response has no other links.
  @Test
  void recordsWithoutALinkAreRequestedAndARejectionOnce() {
    simulator.control().changeSwitches(s -> s.withOrganizationLinks(OrganizationLinks.SPARSE));
    FieldDataAccount account = attach();
    String org = account.previewOrganization();
    simulator.control().withholdRels(org, "farms", "boundaries");
    account.select(org);

    JsonNode first = account.lastRunOnceOver();

    assertThat(notPermitted(first)).containsExactlyInAnyOrder("FARM", "BOUNDARY");
    assertThat(FieldDataAccount.fieldsOf(first).path("added").intValue()).isPositive();
    assertThat(account.count("grower", "true")).isPositive();
    simulator.control().clearRequests();
    JsonNode second = account.syncToItsEnd();
    assertThat(FieldDataAccount.state(second)).isEqualTo("UNCHANGED");
    assertThat(notPermitted(second)).containsExactlyInAnyOrder("FARM", "BOUNDARY");
    assertThat(FieldDataAccount.fieldDataCalls(simulator))
        .containsExactly("organizations/" + org + "/clients", "organizations/" + org + "/fields");

    simulator.control().withholdRels(org);
    JsonNode forced = account.syncToItsEnd("?force=true");
    assertThat(notPermitted(forced)).isEmpty();
    assertThat(account.count("farm", "true")).isPositive();
    assertThat(account.count("field_boundary", "true")).isPositive();
  }

  @Test
  void aResourceThatIsNotThereIsARefusalAndNotAnOrganizationThatIsGone() {
    simulator.control().changeSwitches(s -> s.withOrganizationLinks(OrganizationLinks.SPARSE));
    FieldDataAccount account = attach();
    String org = account.previewOrganization();
    simulator.control().addFault(Fault.status(404).on("GET", "*/" + org + "/farms*").always());
    account.select(org);

    JsonNode run = account.lastRunOnceOver();

    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(notPermitted(run)).containsExactly("FARM");
    assertThat(account.fieldTotal()).isPositive();
  }

  /// Boundaries are silently absent if access to them is not permitted.
  @Test
  void boundariesThatAreNoLongerGivenAreKeptWhereNoLinkShowsIt() {
    simulator.control().changeSwitches(s -> s.withOrganizationLinks(OrganizationLinks.SPARSE));
    FieldDataAccount account = attach();
    String org = account.readOrganization();
    FieldDataControl fieldData = simulator.control().fieldData(org);
    int boundaries = account.count("field_boundary", "status = 'ACTIVE'");
    assertThat(boundaries).isPositive();
    simulator.control().withholdRels(org, "boundaries");
    fieldData.renameField(FieldDataAccount.drawnField(fieldData), "Renamed");

    JsonNode run = account.syncToItsEnd();

    assertThat(notPermitted(run)).containsExactly("BOUNDARY");
    assertThat(account.count("field_boundary", "status = 'ACTIVE'")).isEqualTo(boundaries);
    assertThat(account.count("field", "name = 'Renamed'")).isEqualTo(1);
  }

  @Test
  void anOrganizationWithALinkToItselfAloneIsBlockedOnlyOnceItRefuses() {
    FieldDataAccount account = attach();
    String org = account.previewOrganization();
    simulator.control().changeSwitches(s -> s.withOrganizationLinks(OrganizationLinks.SPARSE));
    simulator.control().withholdRels(org, "manage_connections");
    account.syncToItsEnd();
    assertThat(account.grower().status(org)).isEqualTo("PREVIEW");
    account.select(org);
    account.lastRunOnceOver();
    assertThat(account.fieldTotal()).isPositive();

    simulator.control().withholdRels(org, "manage_connections", "fields", "clients");
    account.syncToItsEnd("?force=true");

    assertThat(account.grower().status(org)).isEqualTo("BLOCKED");
    assertThat(account.grower().organization(org).json().path("blockedReason").stringValue())
        .isEqualTo("SCOPE_MISSING");
    simulator.control().clearRequests();
    account.syncToItsEnd();
    assertThat(FieldDataAccount.fieldDataCalls(simulator)).isEmpty();
  }

  private static List<String> notPermitted(JsonNode run) {
    return run.at("/parts/0/notPermitted").valueStream().map(JsonNode::stringValue).toList();
  }

  /// Archived ones are not shown.
  private static int shown(FieldDataControl fieldData) {
    return (int)
        fieldData.fields(0, fieldData.fieldCount()).stream()
            .filter(spot -> !spot.field().archived())
            .count();
  }
}
