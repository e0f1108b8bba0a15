package io.headland.server.engine.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.batch.TusUploads;
import io.headland.server.api.machinefile.UploadedFiles;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.johndeere.world.OperationForms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Machine files on a file system that is full.
class FullDiskIT {
  private static final String OPERATIONS = "/services/operations/api/operations/";
  private static final String FILES = "/services/operations/api/files/";
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final long LITTLE = 8_192;
  private static final int MIB = 1024 * 1024;

  @TempDir static Path folder;

  private static final MovableClock CLOCK = new MovableClock();
  private static SmallFileSystem disk;
  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    disk = SmallFileSystem.mount(folder.resolve("disk"), 32);
    simulator = Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(4));
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches
                    .withOperationForms(OperationForms.defaults().withSeasons(1).withPoints(200))
                    .withExportForms(switches.exportForms().withPendingCalls(0)));
    server =
        ServerFixture.start(
            simulator.baseUri(),
            CLOCK,
            config ->
                ConfigChange.with(
                    config, new MachineFileConfig(disk.folder().toString(), 16, 0, 128, true)));
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"operationsProcessingRange\": 120, \"operationsImageCreation\": true}");
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
      simulator.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void aConversionWaitsForSpaceAndNothingIsListedThatCannotBeRead() throws Exception {
    String user = Archives.newUser(api);
    UploadedOperation.Upload upload = UploadedOperation.prepare(api, user);
    Concurrency.await(() -> !isWorking());
    long points = stored(".parquet");
    disk.fill(upload.archive().length + LITTLE);

    ApiResponse uploaded = Archives.upload(api, user, upload.archive());
    assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
    String batch = uploaded.id();
    Concurrency.await(() -> message(batch).startsWith("The disk of the server is full"));

    assertThat(statusDetails(batch)).startsWith("The disk of the server is full");
    String file = api.get(Archives.BATCHES + "/" + batch).json().at("/leafFiles/0").stringValue();
    assertThat(api.get(FILES + file + "/status").json().at("/rawGeojson/status").stringValue())
        .isEqualTo("processing");
    assertThat(api.get(OPERATIONS + "?fieldId=" + upload.fieldId()).json()).isEmpty();
    assertThat(stored(".parquet")).isEqualTo(points);
    assertThat(Archives.upload(api, user, new byte[200_000]).status()).isEqualTo(507);

    disk.empty();
    CLOCK.advance(PAUSE);
    UploadedOperation operation = upload.awaitOperation(batch);
    assertThat(api.get(FILES + file + "/status").json().at("/rawGeojson/message").stringValue())
        .isEqualTo("ok");
    assertThat(statusDetails(batch)).isNull();
    verifyMergesAndImages(operation);
  }

  /// The points of an operation remain while it cannot be merged.
  private static void verifyMergesAndImages(UploadedOperation operation) throws Exception {
    String one = OPERATIONS + operation.operationId();
    String points =
        URI.create(api.get(one + "/standardGeojson").json().at("/standardGeojson").stringValue())
            .getPath();
    String before = api.get(points).body();
    long stored = stored(".parquet");
    String image = URI.create(api.get(one + "/images").json().at("/0/url").stringValue()).getPath();
    disk.fill(0);

    assertThat(api.get(image).status()).isEqualTo(503);
    assertThat(api.post(one + "/reprocess").status()).isEqualTo(202);
    Concurrency.await(
        () -> tasks("operation-merge", "execution_time > now() + interval '1 minute'"));
    assertThat(api.get(points).body()).isEqualTo(before);
    assertThat(stored(".parquet")).isEqualTo(stored);

    disk.empty();
    CLOCK.advance(PAUSE);
    Concurrency.await(() -> !tasks("operation-merge", "true"));
    assertThat(api.get(points).status()).isEqualTo(200);
    assertThat(api.get(image).status()).isEqualTo(200);
  }

  @Test
  void anUploadThatFilledTheDiskContinuesWithTheNextPart() throws Exception {
    String user = Archives.newUser(api);
    byte[] archive = new byte[12 * MIB];
    new Random(5).nextBytes(archive);
    archive[0] = 'P';
    archive[1] = 'K';
    String path = TusUploads.create(api, user, archive.length).header("Location").orElseThrow();
    Concurrency.await(() -> !isWorking());
    disk.fill(9L * MIB);

    assertThat(TusUploads.append(api, path, 0, archive).status()).isEqualTo(507);
    assertThat(TusUploads.received(api, path)).isZero();
    assertThat(appendOfUnknownLength(path, archive).status()).isEqualTo(507);
    assertThat(TusUploads.received(api, path)).isEqualTo(8L * MIB);

    byte[] rest = Arrays.copyOfRange(archive, 8 * MIB, archive.length);
    disk.empty();
    // Enough for the last part, and not for the archive.
    disk.fill(6L * MIB);
    assertThat(TusUploads.append(api, path, 8L * MIB, rest).status()).isEqualTo(507);
    assertThat(TusUploads.received(api, path)).isEqualTo(8L * MIB);
    assertThat(stored(".upload")).isZero();
    assertThat(stored(".part")).isEqualTo(1);

    disk.empty();
    ApiResponse last = TusUploads.append(api, path, 8L * MIB, rest);
    assertThat(last.status()).isEqualTo(204);
    assertThat(last.header("X-Headland-Batch")).isPresent();
    Concurrency.await(() -> !isWorking());
    assertThat(stored(".part")).isZero();
  }

  private static ApiResponse appendOfUnknownLength(String path, byte[] bytes) {
    return api.send(
        "PATCH",
        path,
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
        "Tus-Resumable",
        "1.0.0",
        "Upload-Offset",
        "0",
        "Content-Type",
        "application/offset+octet-stream");
  }

  @Test
  void aMergeOfFilesWaitsForSpace() throws Exception {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    Passes passes = UploadedFiles.passes(10, 50, Instant.parse("2026-10-01T08:00:00Z"));
    int half = passes.positions().size() / 2;
    List<String> sources =
        List.of(
            files.upload(DeereSample.of(OperationType.HARVESTED, passes.first(half))),
            files.upload(DeereSample.of(OperationType.HARVESTED, passes.from(half))));
    Concurrency.await(() -> !isWorking());
    disk.fill(0);

    String merged = files.merge(sources).id();
    String status = FILES + merged + "/status";
    Concurrency.await(
        () ->
            api.get(status)
                .json()
                .at("/rawGeojson/message")
                .stringValue("")
                .startsWith("The disk of the server is full"));

    disk.empty();
    CLOCK.advance(PAUSE);
    assertThat(files.converted(merged).path("status").stringValue()).isEqualTo("processed");
    assertThat(api.get(status).json().at("/rawGeojson/message").stringValue()).isEqualTo("ok");
  }

  @Test
  void exportsOfAProviderWaitForSpaceWithoutCountingTheAttempt() throws Exception {
    long archives = stored(".zip");
    disk.fill(0);
    FieldDataAccount account = FieldDataAccount.attach(server, api, simulator.demoCredentials());
    account.readOrganization();
    Concurrency.await(() -> allWait(account));
    assertThat(account.count("provider_operation", "attempts > 0")).isZero();
    assertThat(stored(".zip")).isEqualTo(archives);

    disk.empty();
    CLOCK.advance(PAUSE);
    Concurrency.await(() -> account.count("provider_operation", "due_at is not null") == 0);

    assertThat(account.count("provider_operation", "state = 'FAILED'")).isZero();
    assertThat(account.count("machine_file", "status = 'PROCESSED'")).isPositive();
  }

  private static boolean allWait(FieldDataAccount account) {
    String waits = "due_at > '" + CLOCK.instant().plus(Duration.ofMinutes(2)) + "'";
    return account.count("operation_listing", "due_at is not null") == 0
        && account.count("provider_operation", waits) > 0
        && account.count("provider_operation", "due_at is not null and not " + waits) == 0;
  }

  private static String message(String batch) {
    JsonNode files = api.get(Archives.BATCHES + "/" + batch).json().path("leafFiles");
    return files.isEmpty()
        ? ""
        : api.get(FILES + files.get(0).stringValue() + "/status")
            .json()
            .at("/rawGeojson/message")
            .stringValue();
  }

  private static @Nullable String statusDetails(String batch) {
    return api.get(Archives.BATCHES + "/" + batch).json().path("statusDetails").stringValue(null);
  }

  /// Whether work on machine files changes the free space.
  private static boolean isWorking() {
    return Stream.of("convert-batch", "operation-sync", "operation-merge")
        .anyMatch(name -> tasks(name, "true"));
  }

  private static boolean tasks(String name, String condition) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select exists (select from scheduled_tasks where task_name = :name and "
                            + condition.replace("now()", ":now::timestamptz")
                            + ")")
                    .bind("name", name)
                    .bind("now", CLOCK.instant())
                    .mapTo(Boolean.class)
                    .one());
  }

  private static long stored(String ending) {
    try (Stream<Path> files = Files.walk(disk.folder())) {
      return files.filter(file -> file.toString().endsWith(ending)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
