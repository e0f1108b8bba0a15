package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.Switches.FieldSignatures;
import io.headland.simulator.johndeere.world.Switches.Form;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Selecting, enabling, replacing and deleting while fields are read.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldDataSelectionIT {
  private static final int FIELDS = 220;
  private final AtomicInteger users = new AtomicInteger();

  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private DemoCredentials credentials;
  private FieldDataAccount account;

  /// Behaviour of the simulator that no recorded traffic of the provider determines. With
  /// signatures the fields would arrive at once, and these tests are about pages.
  Switches switches() {
    return Switches.defaults().withFieldSignatures(FieldSignatures.ABSENT);
  }

  @BeforeAll
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSwitches(switches())
                .withSeed(7)
                .withOrganizations(4)
                .withUsers(20)
                .withFields(FIELDS));
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    // Makes the server learn the results of a first request.
    FieldDataAccount.attach(server, api, simulator.credentials(19));
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    simulator.control().clearFaults();
    credentials = simulator.credentials(users.getAndIncrement());
    account = FieldDataAccount.attach(server, api, credentials);
    simulator.control().clearRequests();
  }

  @Test
  void deselectingStopsAReadingUnderWayAndHidesAtOnce() {
    String org = beginReadingSlowly();

    account.deselect(org);

    assertThat(account.fieldTotal()).isZero();
    assertThat(account.summary()).containsOnly(0);
    JsonNode run = account.lastRunOnceOver();
    assertThat(run.at("/parts/0/state").stringValue()).isEqualTo("STOPPED");
    int stored = account.count("field", "true");
    assertThat(stored).isPositive().isLessThan(shown(org));
    assertThat(pagesAsked(org)).isEqualTo(2);
    assertThat(account.fieldTotal()).isZero();
  }

  @Test
  void selectingAgainShowsRecordsWithoutReadingThem() {
    String org = account.readOrganization();
    account.deselect(org);
    assertThat(account.fieldTotal()).isZero();
    simulator.control().clearRequests();

    account.select(org);

    assertThat(account.fieldTotal()).isEqualTo(shown(org));
    assertThat(FieldDataAccount.state(account.lastRunOnceOver())).isEqualTo("UNCHANGED");
    if (switches().noPaging() == Form.ACCEPT) {
      assertThat(FieldDataAccount.fieldDataCalls(simulator)).hasSize(3);
    }
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
  }

  @Test
  void selectingAgainInTheMiddleOfAReadingReadsItAll() {
    String org = beginReadingSlowly();
    account.deselect(org);
    account.select(org);
    simulator.control().clearFaults();
    account.lastRunOnceOver();
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
    assertThat(account.count("field_boundary", "status = 'ACTIVE'"))
        .isEqualTo(account.count("field", "removed_at is null") - undrawn(org));
  }

  @Test
  void fieldsArriveAsPreviewsWithoutABoundaryAndAreFetchedWhenACallerEnablesThem() {
    account.configure("customDataSync", true);
    String org = account.readOrganization();
    assertThat(account.count("field", "status = 'PREVIEW'")).isEqualTo(shown(org));
    assertThat(account.count("field_boundary", "true")).isZero();
    assertThat(account.summary()).element(2).isEqualTo(shown(org));

    String field = FieldDataAccount.drawnField(simulator.control().fieldData(org));
    JsonNode enabled = account.enableNamed(field);
    assertThat(enabled.path("status").stringValue()).isEqualTo("WAITING");
    account.syncToItsEnd();

    assertThat(account.count("field", "status = 'PROCESSED'")).isEqualTo(1);
    assertThat(account.count("field_boundary", "status = 'ACTIVE'")).isEqualTo(1);
    account.syncToItsEnd();
    String before = account.fingerprint();
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
    assertThat(account.fingerprint()).isEqualTo(before);
  }

  @Test
  void enablingAGrowerFetchesItsFieldsAtOnce() {
    account.configure("customDataSync", true);
    account.readOrganization();
    long grower =
        api.get("/services/fields/api/users/" + account.grower().leafUserId() + "/growers")
            .json()
            .get(0)
            .path("id")
            .longValue();
    assertThat(
            api.post(
                    "/services/fields/api/growers/enableSync",
                    "{\"growerIds\": [%d]}".formatted(grower))
                .status())
        .isEqualTo(200);
    JsonNode run = account.lastRunOnceOver();
    assertThat(run.path("cause").stringValue()).isEqualTo("ENABLE");
    assertThat(account.count("field", "status = 'PROCESSED'")).isPositive();
    assertThat(account.count("field", "status = 'WAITING'")).isZero();
  }

  @Test
  void previewsAreFetchedByTheManualSyncOncePreviewsAreOff() {
    account.configure("customDataSync", true);
    String org = account.readOrganization();
    account.configure("customDataSync", false);
    account.syncToItsEnd();
    assertThat(account.count("field", "status = 'PREVIEW'")).isEqualTo(shown(org));

    assertThat(api.post(account.fieldsPath() + "/sync").status()).isEqualTo(202);
    account.lastRunOnceOver();

    assertThat(account.count("field", "status = 'PROCESSED'")).isEqualTo(shown(org));
    assertThat(account.count("field_boundary", "status = 'ACTIVE'")).isPositive();
  }

  @Test
  void withoutAutomaticSyncOnlyTheManualOneReadsFields() {
    account.configure("fieldsAutoSync", false);
    String org = account.previewOrganization();
    account.select(org);
    account.syncToItsEnd();
    assertThat(FieldDataAccount.fieldDataCalls(simulator)).isEmpty();
    assertThat(account.fieldTotal()).isZero();

    assertThat(api.post(account.fieldsPath() + "/sync").status()).isEqualTo(202);
    JsonNode run = account.lastRunOnceOver();

    assertThat(run.path("cause").stringValue()).isEqualTo("FIELDS");
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
  }

  @Test
  void aNewCredentialDuringARunRestartsTheReading() {
    String org = beginReadingSlowly();
    JsonNode outdated = account.lastRun();
    simulator.control().clearFaults();

    account.grower().attach(FieldDataAccount.another(simulator, credentials));

    JsonNode ended = account.withDetails(outdated);
    assertThat(FieldDataAccount.state(ended)).isEqualTo("FAILED");
    assertThat(ended.path("failure").stringValue()).isEqualTo("credentialReplaced");
    JsonNode run = account.lastRunOnceOver();
    assertThat(run.path("cause").stringValue()).isEqualTo("CREDENTIAL");
    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
  }

  @Test
  void aDeletedCredentialStopsItsRunAndTakesItsFieldsOutOfLists() {
    String org = beginReadingSlowly();
    JsonNode outdated = account.lastRun();
    assertThat(api.delete(account.grower().user("/john-deere-credentials")).status())
        .isEqualTo(204);

    assertThat(FieldDataAccount.state(account.withDetails(outdated))).isEqualTo("FAILED");
    int stored = account.count("field", "true");
    assertThat(stored).isPositive().isLessThan(shown(org));
    assertThat(account.fieldTotal()).isZero();
    assertThat(
            api.get(
                    "/services/integrations/api/resources?leafUserId="
                        + account.grower().leafUserId())
                .total())
        .isZero();
    simulator.control().clearFaults();
    simulator.control().clearRequests();
    Concurrency.await(this::noWorkerIsLeft);
    assertThat(account.count("field", "true")).isEqualTo(stored);
  }

  @Test
  void anAccountThatMovesToAnotherLeafUserTakesItsFieldsAlong() {
    account.readOrganization();
    List<String> before =
        account.fields().stream().map(field -> field.path("id").stringValue()).toList();
    String other =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"A heir\", \"email\": \"heir@example.com\"}")
            .id();
    String credential = credentialId();
    assertThat(
            api.patch(
                    "/services/usermanagement/api/users/" + other,
                    "{\"johnDeereCredentials\": {\"id\": \"%s\"}}".formatted(credential))
                .status())
        .isEqualTo(200);

    FieldDataAccount heir = new FieldDataAccount(server, api, new GrowerAccount(api, other));
    assertThat(account.fieldTotal()).isZero();
    assertThat(heir.fields())
        .extracting(field -> field.path("id").stringValue())
        .containsExactlyElementsOf(before);
    String rows = heir.fingerprint();
    assertThat(FieldDataAccount.state(heir.syncToItsEnd())).isEqualTo("UNCHANGED");
    assertThat(heir.fingerprint()).isEqualTo(rows);
  }

  private String credentialId() {
    return api.get(account.grower().user("/john-deere-credentials"))
        .json()
        .path("id")
        .stringValue();
  }

  /// Selects an organization whose second page of fields is delayed.
  private String beginReadingSlowly() {
    String org = account.previewOrganization();
    simulator
        .control()
        .addFault(
            Fault.slow(Duration.ofSeconds(2))
                .on("GET", "/platform/organizations/" + org + "/fields*pageOffset=*")
                .after(1)
                .always());
    account.select(org);
    Concurrency.await(() -> account.count("field", "true") > 0);
    return org;
  }

  private boolean noWorkerIsLeft() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select not exists (select from scheduled_tasks where task_name ="
                            + " 'sync-worker')")
                    .mapTo(Boolean.class)
                    .one());
  }

  private int undrawn(String org) {
    FieldDataControl fieldData = simulator.control().fieldData(org);
    return (int)
        fieldData.fields(0, fieldData.fieldCount()).stream()
            .filter(spot -> !spot.field().archived())
            .filter(spot -> spot.field().findActiveBoundary().isEmpty())
            .count();
  }

  /// Archived ones are not shown.
  private int shown(String org) {
    FieldDataControl fieldData = simulator.control().fieldData(org);
    return (int)
        fieldData.fields(0, fieldData.fieldCount()).stream()
            .filter(spot -> !spot.field().archived())
            .count();
  }

  private long pagesAsked(String org) {
    return simulator.control().requests().stream()
        .filter(request -> request.target().contains("/" + org + "/fields?embed"))
        .count();
  }
}
