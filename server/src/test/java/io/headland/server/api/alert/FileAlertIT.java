package io.headland.server.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.machinefile.UploadedFiles;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.server.platform.safehttp.Receiver.Received;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.johndeere.world.ExportForms;
import io.headland.simulator.johndeere.world.OperationForms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Leaf's alerts of batches, machine files by their origin, and operations.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileAlertIT {
  private static final List<String> NAMES =
      List.of(
          "batchUploadProcessingFinished",
          "uploadedFileProcessingFinished",
          "uploadedFileProcessingFailed",
          "providerFileProcessingFinished",
          "providerFileProcessingFailed",
          "mergedFileProcessingFinished",
          "mergedFileProcessingFailed",
          "operationCreated",
          "operationUpdated",
          "operationProcessingFinished");

  private final Receiver receiver = Receiver.start();
  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;

  @BeforeAll
  void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(2).withUsers(2));
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches.withOperationForms(
                    OperationForms.defaults().withSeasons(1).withPoints(200)));
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
    assertThat(
            api.post(
                    "/services/alerts/api/alerts/webhooks",
                    "{\"events\": %s, \"name\": \"Files\", \"secret\": \"mRyT257XpFWX\", \"url\": \"%s\"}"
                        .formatted(Json.MAPPER.writeValueAsString(NAMES), receiver.uri("/files")))
                .status())
        .isEqualTo(201);
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
    receiver.close();
  }

  @Test
  void uploadedFilesTheirBatchAndOperationHaveTheirAlerts() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    files.createField(40, 50);

    String converted = files.upload(DeereSample.of(OperationType.HARVESTED, passes(40)));
    String failed =
        files.upload(Map.of("a-Deere-Metadata.json", "{}".getBytes(StandardCharsets.UTF_8)));
    files.awaitOperations(1);

    awaitFile("uploadedFileProcessingFinished", converted);
    assertThat(awaitFile("uploadedFileProcessingFailed", failed).path("message").stringValue())
        .isNotBlank();
    String batch = files.file(converted).path("batchId").stringValue();
    await("batchUploadProcessingFinished", "batchId", batch);
    String operation = files.operations().at("/0/id").stringValue();
    await("operationCreated", "operationId", operation);
    JsonNode processed = await("operationProcessingFinished", "operationId", operation);
    assertThat(processed.path("leafUserId").stringValue()).isEqualTo(files.leafUser());
    assertThat(processed.has("timestamp")).isTrue();
    assertThat(alertsOf(converted)).containsExactly("uploadedFileProcessingFinished");
    assertThat(alertsOf(failed)).containsExactly("uploadedFileProcessingFailed");
  }

  @Test
  void filesThatAreMergedOnRequestHaveAlertsOfTheirOwn() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    Passes passes = passes(41);
    List<String> harvests = halves(files, OperationType.HARVESTED, passes);
    List<String> applications = halves(files, OperationType.APPLIED, passes);
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update machine_file
                       set description = jsonb_set(description, '{units,APPLIED_RATE}', '"POUND_PER_ACRE"')
                     where id = cast(? as uuid)
                    """,
                    applications.getLast()));

    String merged = files.merge(harvests).id();
    String failed = files.merge(applications).id();

    awaitFile("mergedFileProcessingFinished", merged);
    assertThat(awaitFile("mergedFileProcessingFailed", failed).path("message").stringValue())
        .contains("appliedRate");
    assertThat(alertsOf(merged)).containsExactly("mergedFileProcessingFinished");
    assertThat(alertsOf(failed)).containsExactly("mergedFileProcessingFailed");
  }

  @Test
  void filesOfAProviderHaveAlertsOfTheirOwn() {
    FieldDataAccount account = FieldDataAccount.attach(server, api, simulator.credentials(0));
    account.readOrganization();
    UploadedFiles files = new UploadedFiles(api, account.grower().leafUserId());
    Concurrency.await(() -> !files.operations().isEmpty());
    String file = files.operations().at("/0/files/0").stringValue();

    awaitFile("providerFileProcessingFinished", file);
    assertThat(alertsOf(file)).containsOnly("providerFileProcessingFinished");
  }

  @Test
  void aDefectiveExportOfAProviderHasTheAlertOfItsFailure() {
    defect(ExportForms.Defect.CORRUPT);
    try {
      FieldDataAccount account = FieldDataAccount.attach(server, api, simulator.credentials(1));
      account.readOrganization();

      JsonNode failed =
          await("providerFileProcessingFailed", "leafUserId", account.grower().leafUserId());

      assertThat(failed.path("message").stringValue()).isNotBlank();
      assertThat(alertsOf(failed.path("fileId").stringValue()))
          .containsOnly("providerFileProcessingFailed");
    } finally {
      defect(ExportForms.Defect.NONE);
    }
  }

  private void defect(ExportForms.Defect defect) {
    simulator
        .control()
        .changeSwitches(
            switches -> switches.withExportForms(switches.exportForms().withDefect(defect)));
  }

  private static Passes passes(double longitude) {
    return UploadedFiles.passes(longitude, 50, Instant.parse("2026-10-01T08:00:00Z"));
  }

  private static List<String> halves(UploadedFiles files, OperationType type, Passes passes)
      throws IOException {
    int half = passes.positions().size() / 2;
    return List.of(
        files.upload(DeereSample.of(type, passes.first(half))),
        files.upload(DeereSample.of(type, passes.from(half))));
  }

  private JsonNode awaitFile(String name, String file) {
    return await(name, "fileId", file);
  }

  private JsonNode await(String name, String key, String id) {
    Concurrency.await(() -> bodies(key, id).stream().anyMatch(body -> isOf(body, name)));
    return bodies(key, id).stream().filter(body -> isOf(body, name)).findFirst().orElseThrow();
  }

  private static boolean isOf(JsonNode body, String name) {
    return body.path("type").stringValue().equals(name);
  }

  private List<String> alertsOf(String file) {
    return bodies("fileId", file).stream().map(body -> body.path("type").stringValue()).toList();
  }

  private List<JsonNode> bodies(String key, String id) {
    return receiver.received().stream()
        .map(Received::body)
        .map(Json.MAPPER::readTree)
        .filter(body -> body.path(key).isString() && body.path(key).stringValue().equals(id))
        .toList();
  }
}
