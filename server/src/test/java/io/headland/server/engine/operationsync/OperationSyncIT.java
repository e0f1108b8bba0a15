package io.headland.server.engine.operationsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.core.machinefile.GeoJsonSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.OperationControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.world.ExportForms;
import io.headland.simulator.johndeere.world.OperationForms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;

/// Field operations of selected organizations of John Deere. Each test has a separate user at the
/// provider.
class OperationSyncIT {
  private static final String OPERATIONS = "/services/operations/api/operations";
  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private FieldDataAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(8).withUsers(30));
    server =
        ServerFixture.start(
            simulator.baseUri(),
            Clock.systemUTC(),
            config -> ConfigChange.with(config, new MachineFileConfig("", 64, 64, 128, true)));
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"operationsProcessingRange\": 120}");
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    forms(OperationForms.defaults());
    exports(_ -> ExportForms.defaults());
    exports(pendingCalls(0));
    account = FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void selectingAnOrganizationBringsItsOperationsWithTheTotalsOfTheProvider(boolean alternatives) {
    forms(alternatives ? OperationForms.alternatives() : OperationForms.defaults());
    exports(_ -> alternatives ? ExportForms.alternatives() : ExportForms.defaults());
    exports(pendingCalls(0));
    String org = account.readOrganization();
    OperationControl provider = simulator.control().operations(org);
    List<FieldOperation> expected = listed(provider);
    assertThat(expected).isNotEmpty();

    Concurrency.await(() -> operations().size() == expected.size());

    for (FieldOperation each : expected) {
      if (each.kind() == OperationKind.HARVEST) {
        JsonNode operation = find(each);
        JsonNode summary =
            api.get(OPERATIONS + "/" + operation.path("id").stringValue() + "/summary").json();
        double hectares = provider.totals(provider.id(each)).hectares();
        assertThat(summary.at("/properties/totalArea/value").doubleValue() / 10_000)
            .isCloseTo(hectares, within(hectares * 1e-3));
      }
    }
  }

  @Test
  void theSumsOverThePointsAreNextToTheTotalsOfTheProvider() {
    String org = account.readOrganization();
    List<FieldOperation> expected = listed(simulator.control().operations(org));
    Concurrency.await(() -> operations().size() == expected.size());
    Map<String, List<String>> names =
        Map.of(
            "planted", List.of("totalArea", "totalPlanted"),
            "applied", List.of("totalArea", "totalApplied"),
            "harvested", List.of("totalArea", "harvestMoisture", "totalWetMass", "totalDryVolume"));

    for (JsonNode operation : operations()) {
      String type = operation.path("type").stringValue();
      ApiResponse response =
          api.get(
              "/services/headland/api/operations/%s/reconciliation"
                  .formatted(operation.path("id").stringValue()));
      if (type.equals("tillage")) {
        assertThat(response.errorKey()).isEqualTo("providerTotalNotFound");
      } else {
        JsonNode totals = response.json().path("totals");
        assertThat(totals.valueStream().map(each -> each.path("name").stringValue()))
            .as(response.body())
            .containsExactlyElementsOf(names.get(type));
        assertThat(totals.valueStream())
            .allSatisfy(
                each ->
                    assertThat(each.path("differencePercent").doubleValue()).isBetween(-1.0, 1.0));
        assertThat(response.json().path("filesWithoutTotals").intValue()).isZero();
      }
    }
    JsonNode preview =
        api.get(
                "/services/headland/api/users/%s/JohnDeere/organizations/%s/preview"
                    .formatted(account.grower().leafUserId(), org))
            .json();
    assertThat(preview.at("/stored/operations").intValue()).isEqualTo(expected.size());
  }

  @Test
  void anOperationNamesTheMachinesWithTheSerialNumbersOfItsFiles() {
    api.patch(
        "/services/config/api/configs/" + account.grower().leafUserId(),
        "{\"machinesAutoSync\": true, \"implementsAutoSync\": true, \"operatorsAutoSync\": true}");
    String org = account.readOrganization();
    List<FieldOperation> expected = listed(simulator.control().operations(org));
    Concurrency.await(() -> operations().size() == expected.size());
    String machines = "/services/beta/api/users/" + account.grower().leafUserId() + "/machines";
    Concurrency.await(() -> api.get(machines).total() == 3);
    FieldOperation harvest =
        expected.stream().filter(each -> each.kind() == OperationKind.HARVEST).findFirst().get();
    String operation = OPERATIONS + "/" + find(harvest).path("id").stringValue();

    JsonNode used = api.get(operation + "/machines").json().path("machines");

    assertThat(used.size()).isEqualTo(1);
    assertThat(
            api.get(machines + "/" + used.get(0).stringValue())
                .json()
                .path("category")
                .stringValue())
        .isEqualTo("Combine");
    assertThat(api.get(operation + "/implements").json().path("implements").size()).isZero();
    String operators = "/services/beta/api/users/" + account.grower().leafUserId() + "/operators";
    Concurrency.await(() -> api.get(operators).total() == 3);
    JsonNode driver = api.get(operators + "?name=Sam%20Ortiz").json().get(0);
    assertThat(api.get(operation + "/operators").json().path("operators").valueStream())
        .containsExactly(driver.path("id"));

    assertThat(api.get(operation + "/sessions").errorKey()).isEqualTo("sessionsNotEnabled");
    api.patch(
        "/services/config/api/configs/" + account.grower().leafUserId(),
        "{\"enableOperationsSession\": true}");
    JsonNode sessions = api.get(operation + "/sessions").json();
    assertThat(sessions.size()).isEqualTo(1);
    assertThat(sessions.at("/0/machineId")).isEqualTo(used.get(0));
    assertThat(sessions.at("/0/serialNumber").stringValue()).isNotEmpty();
    assertThat(sessions.at("/0/sessions/0/operator/id")).isEqualTo(driver.path("id"));
    assertThat(sessions.at("/0/sessions/0/operator/name").stringValue()).isEqualTo("Sam Ortiz");
    assertThat(sessions.at("/0/sessions/0").has("implement")).isFalse();
    double hectares =
        sessions
            .at("/0/sessions")
            .valueStream()
            .mapToDouble(each -> each.at("/area/value").doubleValue())
            .sum();
    assertThat(hectares * 10_000)
        .isCloseTo(
            api.get(operation + "/summary").json().at("/properties/totalArea/value").doubleValue(),
            within(1.0));

    account.deselect(org);
    assertThat(List.of("/machines", "/implements", "/operators", "/sessions"))
        .allSatisfy(path -> assertThat(api.get(operation + path).status()).isEqualTo(404));
  }

  @Test
  void tillageWithoutPointsConsistsOfTheTotalsOfTheProvider() {
    api.patch(
        "/services/config/api/configs/" + account.grower().leafUserId(),
        "{\"operationsImageCreation\": true, \"enableGeoparquetOutput\": true,"
            + " \"machinesAutoSync\": true, \"operatorsAutoSync\": true}");
    String org = account.readOrganization();
    OperationControl provider = simulator.control().operations(org);
    List<FieldOperation> expected = listed(provider);
    FieldOperation tillage = expected.getLast();
    String listed = provider.id(tillage);
    Concurrency.await(() -> operations().size() == expected.size());
    awaitNothingDue();

    JsonNode operation = tillage(tillage);
    String one = OPERATIONS + "/" + operation.path("id").stringValue();
    String contents = one.replace("operations/api", "headland/api");
    JsonNode summary = api.get(one + "/summary").json();
    double hectares = provider.totals(listed).hectares();
    assertThat(operation.path("providers").valueStream().map(JsonNode::stringValue))
        .containsExactly("JohnDeere");
    assertThat(summary.at("/properties/totalArea/value").doubleValue())
        .isCloseTo(hectares * 10_000, within(0.1));
    assertThat(summary.at("/properties/tillageDepthActual/avg").doubleValue())
        .isCloseTo(18, within(0.1));
    assertThat(summary.at("/properties/tillageDepthActual/unit").stringValue()).isEqualTo("cm");
    assertThat(summary.at("/properties/speed/avg").doubleValue()).isPositive();
    assertThat(summary.at("/properties/tillageDepthActual").propertyNames())
        .containsExactly("avg", "unit");
    assertThat(summary.at("/properties/speed").propertyNames()).containsExactly("avg", "unit");
    assertThat(summary.at("/geometry/coordinates")).isNotEmpty();
    assertThat(api.get(one + "/machines").json().path("machines")).hasSize(1);
    Concurrency.await(() -> api.get(one + "/operators").json().path("operators").size() == 1);

    for (String points : List.of("/standardGeojson", "/filteredGeojson")) {
      assertThat(api.get(one + points).status()).isEqualTo(200);
      assertThat(api.get(contents + points).json().path("features")).isEmpty();
    }
    assertThat(api.get(one + "/images").json()).isEmpty();
    assertThat(api.get(one + "/imagesV2").json()).isEmpty();
    for (String export : List.of("/geopackage", "/shapefile", "/standardGeoparquet")) {
      assertThat(api.download(contents + export)).as(export).isNotEmpty();
    }
    byte[] adapt =
        api.download(
            "/services/headland/api/fields/%s/%s/adapt"
                .formatted(
                    account.grower().leafUserId(), operation.at("/fields/0/id").stringValue()));
    assertThat(adaptEntries(adapt)).noneMatch(name -> name.startsWith("tillage"));
    assertThat(adaptEntries(adapt)).anyMatch(name -> name.startsWith("harvested"));
    String file = operation.at("/files/0").stringValue();
    assertThat(api.get("/services/operations/api/files/" + file).json().has("originalFile"))
        .isFalse();
    assertThat(api.get("/services/headland/api/files/" + file + "/originalFile").errorKey())
        .isEqualTo("originalFileNotFound");
    assertThat(
            api.get("/services/headland/api/files/" + file + "/explanation")
                .json()
                .path("chain")
                .valueStream()
                .map(step -> step.path("code").stringValue()))
        .contains("FILE_WITHOUT_POINTS", "FILE_IN_OPERATION");

    account.syncToItsEnd();
    awaitNothingDue();
    assertThat(provider.calls(listed).exports()).isOne();
    provider.touch(listed);
    account.syncToItsEnd();
    Concurrency.await(() -> provider.calls(listed).exports() == 2);
    awaitNothingDue();
    assertThat(tillage(tillage).path("id")).isEqualTo(operation.path("id"));
    exports(forms -> forms.withUnavailable(ExportForms.Unavailable.NOT_FOUND));
    provider.touch(listed);
    account.syncToItsEnd();
    Concurrency.await(() -> provider.calls(listed).exports() == 3);
    awaitNothingDue();
    assertThat(tillage(tillage).path("id")).isEqualTo(operation.path("id"));
    provider.remove(listed);
    account.syncToItsEnd();
    awaitNothingDue();
    account.syncToItsEnd();
    awaitNothingDue();
    assertThat(operations()).hasSize(expected.size() - 1);
    assertThat(api.get(one).status()).isEqualTo(404);
  }

  @Test
  void uploadedPointsOfTheSameTillageAreOneOperationWithItsTotals(@TempDir Path folder)
      throws Exception {
    String org = account.readOrganization();
    List<FieldOperation> expected = listed(simulator.control().operations(org));
    Concurrency.await(() -> operations().size() == expected.size());
    awaitNothingDue();
    JsonNode totals = tillage(expected.getLast());
    String one = OPERATIONS + "/" + totals.path("id").stringValue();
    Passes passes =
        MachineFileSamples.passes(
            polygon(api.get(one + "/summary").json().at("/geometry/coordinates/0/0")),
            Instant.parse(totals.path("startTime").stringValue()).plusSeconds(60),
            30,
            20);

    byte[] points =
        GeoJsonSample.of(passes)
            .bytes(
                """
                "operationType": "tillage", "crop": "",
                "tillageDepthActual": {"value": 20, "unit": "cm"}""");
    Path archive =
        MachineFileSamples.zip(folder.resolve("tillage.zip"), Map.of("t.geojson", points));
    ApiResponse uploaded =
        Archives.send(
            api,
            "?provider=JohnDeere&leafUserId=" + account.grower().leafUserId(),
            new Archives.Form().file(Files.readAllBytes(archive)));
    assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
    Concurrency.await(() -> api.get(one).json().path("files").size() == 2);

    assertThat(operations()).hasSize(expected.size());
    JsonNode summary = api.get(one + "/summary").json();
    assertThat(summary.at("/properties/totalArea/value").doubleValue())
        .isCloseTo(passes.area(), within(passes.area() * 1e-3));
    assertThat(summary.at("/properties/tillageDepthActual/min").doubleValue())
        .isCloseTo(20, within(1e-6));
  }

  private static Polygon polygon(JsonNode ring) {
    return new GeometryFactory()
        .createPolygon(
            ring.valueStream()
                .map(each -> new Coordinate(each.get(0).doubleValue(), each.get(1).doubleValue()))
                .toArray(Coordinate[]::new));
  }

  private static List<String> adaptEntries(byte[] archive) {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        if (entry.getName().equals("adapt.json")) {
          assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
              .contains("FIELD_PREPARATION_TILLAGE", "TillageDepthActual");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private JsonNode tillage(FieldOperation wanted) {
    return operations().stream()
        .filter(each -> each.path("type").stringValue().equals("tillage"))
        .filter(
            each ->
                Duration.between(
                            Instant.parse(each.path("startTime").stringValue()),
                            wanted.startDate().truncatedTo(ChronoUnit.SECONDS))
                        .abs()
                        .compareTo(Duration.ofSeconds(2))
                    < 0)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anUnchangedOperationIsNotExportedAgainAndAChangedOneIs() {
    String org = account.readOrganization();
    OperationControl provider = simulator.control().operations(org);
    List<FieldOperation> expected = listed(provider);
    Concurrency.await(() -> operations().size() == expected.size());
    String first = provider.id(expected.getFirst());
    long exports = provider.calls(first).exports();

    account.syncToItsEnd();
    awaitNothingDue();
    assertThat(provider.calls(first).exports()).isEqualTo(exports);

    provider.touch(first);
    account.syncToItsEnd();
    Concurrency.await(() -> provider.calls(first).exports() > exports);
    awaitNothingDue();
    assertThat(operations()).hasSize(expected.size());
  }

  @Test
  void aTokenThatTheListingRejectsAgainAndAgainIsNotRenewedWithoutEnd() {
    simulator.control().addFault(Fault.status(401).onPath("*/fieldOperations*").always());
    try {
      account.readOrganization();

      Concurrency.await(() -> deferredListings() == 1 && isIdle());

      assertThat(secondsUntilNextExecution()).isGreaterThan(20);
      assertThat(account.fields()).isNotEmpty();
    } finally {
      simulator.control().clearFaults();
      // So that other tests do not wait for the next attempt.
      server.jdbi().useHandle(OperationSyncIT::endAttempts);
    }
  }

  private static void endAttempts(Handle handle) {
    handle.execute("delete from scheduled_tasks where task_name = 'operation-sync'");
    handle.execute("update operation_listing set due_at = null");
    handle.execute("update provider_operation set due_at = null");
  }

  @Test
  void aTokenThatExportsRejectIsRenewedOnce() {
    simulator.control().addFault(Fault.expireToken().onPath("*/fieldOps/*"));
    try {
      String org = account.readOrganization();
      OperationControl provider = simulator.control().operations(org);

      Concurrency.await(() -> operations().size() == listed(provider).size());

      Concurrency.await(() -> tokenRequests() > 1);
      awaitNothingDue();
      assertThat(tokenRequests()).isEqualTo(2);
    } finally {
      simulator.control().clearFaults();
    }
  }

  /// The logged requests for tokens of the account.
  private long tokenRequests() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(*)
                          from credential_event as event
                          join credential
                            on credential.api_owner_id = event.api_owner_id
                           and credential.id = event.credential_id
                         where credential.leaf_user_id = cast(:user as uuid)
                           and event.method = 'POST'
                           and event.target like '%/token'
                        """)
                    .bind("user", account.grower().leafUserId())
                    .mapTo(Long.class)
                    .one());
  }

  private long deferredListings() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(*)
                          from operation_listing
                         where leaf_user_id = cast(:user as uuid)
                           and failures = 1
                           and due_at > now()
                        """)
                    .bind("user", account.grower().leafUserId())
                    .mapTo(Long.class)
                    .one());
  }

  private static double secondsUntilNextExecution() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select extract(epoch from max(execution_time) - now())
                          from scheduled_tasks
                         where task_name = 'operation-sync'
                        """)
                    .mapTo(Double.class)
                    .one());
  }

  /// Whether no listing is being read, and no export requested or converted.
  private static boolean isIdle() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select not exists (select from scheduled_tasks
                                            where task_name = 'operation-sync'
                                              and (picked or execution_time <= now()))
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }

  @Test
  void anOperationThatTwoListingsLackIsDeleted() {
    String org = account.readOrganization();
    OperationControl provider = simulator.control().operations(org);
    List<FieldOperation> expected = listed(provider);
    Concurrency.await(() -> operations().size() == expected.size());
    awaitNothingDue();
    provider.remove(provider.id(expected.getFirst()));

    account.syncToItsEnd();
    awaitNothingDue();
    assertThat(operations()).hasSize(expected.size());
    account.syncToItsEnd();
    awaitNothingDue();
    assertThat(operations()).hasSize(expected.size() - 1);
  }

  @Test
  void deselectingHidesTheOperationsAndFiles() {
    String org = account.readOrganization();
    int expected = listed(simulator.control().operations(org)).size();
    Concurrency.await(() -> operations().size() == expected);

    account.deselect(org);

    assertThat(operations()).isEmpty();
    assertThat(
            api.get("/services/operations/api/files?leafUserId=" + account.grower().leafUserId())
                .json())
        .isEmpty();
  }

  @Test
  void anExportIsRequestedUntilItIsBuilt() {
    exports(pendingCalls(1));
    String org = account.readOrganization();
    OperationControl provider = simulator.control().operations(org);

    Concurrency.await(() -> operations().size() == listed(provider).size());

    assertThat(provider.calls(provider.id(listed(provider).getFirst())).exports()).isGreaterThan(1);
  }

  /// Each defect of an export concerns a changed operation, whose earlier points remain.
  @Test
  void aDefectiveExportLeavesTheOperationAsItWas() {
    String org = account.readOrganization();
    OperationControl provider = simulator.control().operations(org);
    List<FieldOperation> expected = listed(provider);
    Concurrency.await(() -> operations().size() == expected.size());
    awaitNothingDue();
    String id = provider.id(expected.getFirst());
    for (ExportForms.Defect defect : ExportForms.Defect.values()) {
      exports(forms -> forms.withDefect(defect));
      long before = provider.calls(id).exports();
      provider.touch(id);
      account.syncToItsEnd();

      Concurrency.await(
          () ->
              provider.calls(id).exports() > before
                  && !outcome(id).equals("REQUESTED 0 ")
                  && isIdle());

      awaitNoMerge();
      assertThat(operations()).as(defect.name()).hasSize(expected.size());
      String outcome = outcome(id);
      if (defect == ExportForms.Defect.NONE) {
        assertThat(outcome).isEqualTo("STORED 0 ");
      } else {
        assertThat(outcome).as(defect.name()).doesNotStartWith("STORED");
      }
    }
  }

  @Test
  void anExportThatWasBuiltForALongTimeIsDownloadedAgainAfterARejection() {
    String org = account.readOrganization();
    OperationControl provider = simulator.control().operations(org);
    List<FieldOperation> expected = listed(provider);
    Concurrency.await(() -> operations().size() == expected.size());
    awaitNothingDue();
    String id = provider.id(expected.getFirst());
    exports(pendingCalls(1));
    provider.touch(id);
    account.syncToItsEnd();
    Concurrency.await(() -> outcome(id).equals("REQUESTED 1 "));
    exports(forms -> forms.withDefect(ExportForms.Defect.LINK_EXPIRED));
    try {
      server.jdbi().useHandle(handle -> setAttempts(handle, id, 20));

      Concurrency.await(() -> outcome(id).startsWith("REQUESTED 21") && isIdle());
    } finally {
      // So that other tests do not wait for the next attempt.
      server.jdbi().useHandle(OperationSyncIT::endAttempts);
    }
  }

  private static void setAttempts(Handle handle, String operation, int attempts) {
    handle.execute(
        "update provider_operation set attempts = ? where provider_operation_id = ?",
        attempts,
        operation);
  }

  /// State, attempts and message.
  private static String outcome(String operation) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select state || ' ' || attempts || ' ' || message
                          from provider_operation
                         where provider_operation_id = :operation
                        """)
                    .bind("operation", operation)
                    .mapTo(String.class)
                    .one());
  }

  private static UnaryOperator<ExportForms> pendingCalls(int calls) {
    return forms -> forms.withPendingCalls(calls).withDefect(ExportForms.Defect.NONE);
  }

  /// With one season and few points, so that the tests are fast.
  private static void forms(OperationForms forms) {
    simulator
        .control()
        .changeSwitches(
            switches -> switches.withOperationForms(forms.withSeasons(1).withPoints(200)));
  }

  private static void exports(UnaryOperator<ExportForms> change) {
    simulator
        .control()
        .changeSwitches(switches -> switches.withExportForms(change.apply(switches.exportForms())));
  }

  /// The operations with points, and after them those of tillage, which have none.
  private List<FieldOperation> listed(OperationControl provider) {
    List<FieldOperation> all = new ArrayList<>();
    for (JsonNode field : account.fields()) {
      provider.of(field.path("providerFieldId").stringValue()).stream()
          .filter(operation -> operation.points() > 0 || operation.kind() == OperationKind.TILLAGE)
          .forEach(all::add);
    }
    all.sort(Comparator.comparing(operation -> operation.kind() == OperationKind.TILLAGE));
    return all;
  }

  private JsonNode find(FieldOperation wanted) {
    for (JsonNode operation : operations()) {
      boolean same =
          operation.path("type").stringValue().equals("harvested")
              && operation
                  .path("startTime")
                  .stringValue()
                  .startsWith(wanted.startDate().toString().substring(0, 10));
      if (same) {
        return operation;
      }
    }
    throw new AssertionError("There is no operation " + wanted);
  }

  private List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    api.get(OPERATIONS + "?size=100&leafUserId=" + account.grower().leafUserId())
        .json()
        .forEach(operations::add);
    return operations;
  }

  private static void awaitNoMerge() {
    Concurrency.await(
        () ->
            server
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery(
                                """
                                select not exists (select from scheduled_tasks
                                                    where task_name = 'operation-merge')
                                """)
                            .mapTo(Boolean.class)
                            .one()));
  }

  private static void awaitNothingDue() {
    Concurrency.await(
        () ->
            server
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery(
                                """
                                select not exists (select from operation_listing where due_at is not null)
                                   and not exists (select from provider_operation where due_at is not null)
                                   and not exists (select from scheduled_tasks
                                                    where task_name in ('operation-sync', 'operation-merge'))
                                """)
                            .mapTo(Boolean.class)
                            .one()));
  }
}
