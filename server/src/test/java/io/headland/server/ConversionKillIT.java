package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.api.batch.Archives;
import io.headland.server.api.field.Geometries;
import io.headland.server.api.machinefile.UploadedFiles;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;

/// Kills with signal 9 while archives are converted and merged. Nothing is listed that cannot be
/// read, and the next start finishes the work.
class ConversionKillIT {
  private static final String OPERATIONS = "/services/operations/api/operations";
  private static final int KILLS = 2;

  @TempDir Path folder;

  @Test
  void theNextStartsFinishConversionsAndMerges() throws Exception {
    Passes passes =
        MachineFileSamples.passes(
            new GeometryFactory().toGeometry(new Envelope(31, 31.01, 50, 50.006)),
            Instant.parse("2026-10-01T08:00:00Z"),
            6,
            1.5);
    byte[] archive =
        Files.readAllBytes(
            DeereSample.of(OperationType.HARVESTED, passes).write(folder.resolve("harvest.zip")));
    try (Database database = TestDatabase.create(2)) {
      ServerSettings.in(folder)
          .owner()
          .database(database.target())
          .set("machine-files.free-space", "1")
          .set("providers.connect-timeout", "1s")
          .set("providers.request-timeout", "2s")
          .set("sync.lease", "4s")
          .write();
      for (int i = 0; i < KILLS; i++) {
        try (ServerProcess server = ServerProcess.run(folder, "serve")) {
          ApiClient owner = ServerSettings.signIn(server);
          if (i == 0) {
            upload(owner, archive);
          }
          Concurrency.await(() -> isConverting(database));
          assertReadable(owner);
          server.kill();
        }
      }
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        ApiClient owner = ServerSettings.signIn(server);
        Concurrency.await(() -> !owner.get(OPERATIONS).json().isEmpty());

        JsonNode operation = owner.get(OPERATIONS).json();
        assertThat(operation).hasSize(1);
        String id = operation.at("/0/id").stringValue();
        assertThat(
                owner
                    .get(OPERATIONS + "/" + id + "/summary")
                    .json()
                    .at("/properties/totalArea/value")
                    .doubleValue())
            .isCloseTo(passes.area(), within(passes.area() * 1e-3));
        assertReadable(owner);
        assertThat(server.stop()).isZero();
      }
    }
  }

  @Test
  void aRepeatedRequestAfterAKillHasTheResultOfOneMergeOfFiles() throws Exception {
    Passes passes = UploadedFiles.passes(10, 50, Instant.parse("2026-10-01T08:00:00Z"));
    int half = passes.positions().size() / 2;
    try (Database database = TestDatabase.create(2)) {
      ServerSettings.in(folder)
          .owner()
          .database(database.target())
          .set("machine-files.free-space", "1")
          .set("providers.connect-timeout", "1s")
          .set("providers.request-timeout", "2s")
          .set("sync.lease", "4s")
          .write();
      String user;
      List<String> sources;
      String merged;
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        UploadedFiles files = UploadedFiles.ofNewUser(ServerSettings.signIn(server));
        user = files.leafUser();
        sources =
            List.of(
                files.upload(DeereSample.of(OperationType.HARVESTED, passes.first(half))),
                files.upload(DeereSample.of(OperationType.HARVESTED, passes.from(half))));
        merged = files.merge(sources).id();
        server.kill();
      }
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        UploadedFiles files = new UploadedFiles(ServerSettings.signIn(server), user);

        assertThat(files.merge(sources).id()).isEqualTo(merged);

        JsonNode file = files.converted(merged);
        assertThat(file.path("status").stringValue()).as(file.toString()).isEqualTo("processed");
        assertThat(files.api().get(path(file.path("standardGeojson"))).json().path("features"))
            .hasSize(passes.positions().size());
        assertThat(files.api().get(UploadedFiles.FILES + "?origin=merged").json()).hasSize(1);
        assertThat(server.stop()).isZero();
      }
    }
  }

  /// Whether a node has claimed the conversion and has begun to write points.
  private boolean isConverting(Database database) {
    return database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select exists (select from scheduled_tasks
                                            where task_name = 'convert-batch'
                                              and picked)
                            """)
                        .mapTo(Boolean.class)
                        .one())
        && hasPartialPoints();
  }

  private boolean hasPartialPoints() {
    try (Stream<Path> paths = Files.walk(folder.resolve("data/machine-files/temporary"))) {
      return paths.anyMatch(path -> path.toString().contains(".parquet"));
    } catch (UncheckedIOException | IOException _) {
      // A file was deleted while the folder was read.
      return false;
    }
  }

  private static void upload(ApiClient owner, byte[] archive) {
    String user = Archives.newUser(owner);
    owner.post(
        "/services/fields/api/users/" + user + "/fields",
        "{\"name\": \"North 40\", \"geometry\": %s}"
            .formatted(Geometries.rectangle(31, 50, 0.01, 0.006)));
    assertThat(Archives.upload(owner, user, archive).status()).isEqualTo(201);
  }

  /// The points of each listed file and operation can be downloaded.
  private static void assertReadable(ApiClient owner) {
    for (JsonNode file : owner.get("/services/operations/api/files").json()) {
      if (file.has("standardGeojson")) {
        assertThat(owner.get(path(file.path("standardGeojson"))).status()).isEqualTo(200);
      }
    }
    for (JsonNode operation : owner.get(OPERATIONS).json()) {
      JsonNode links =
          owner
              .get(OPERATIONS + "/" + operation.path("id").stringValue() + "/standardGeojson")
              .json();
      assertThat(owner.get(path(links.path("standardGeojson"))).status()).isEqualTo(200);
    }
  }

  private static String path(JsonNode address) {
    return URI.create(address.stringValue()).getPath();
  }
}
