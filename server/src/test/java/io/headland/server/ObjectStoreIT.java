package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.batch.Archives;
import io.headland.server.api.batch.TusUploads;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.files.ObjectStore;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers with one database, whose machine files are in an object store.
class ObjectStoreIT {
  private static final String OPERATIONS = "/services/operations/api/operations/";

  @TempDir static Path folder;

  private static ObjectStore store;
  private static ServerFixture server;
  private static ApiClient second;

  @BeforeAll
  static void start() throws IOException {
    store = ObjectStore.start(folder);
    String bucket = "s3://" + ObjectStore.BUCKET + "/headland";
    server =
        ServerFixture.startWithoutProvider(
            config -> ConfigChange.with(config, new MachineFileConfig(bucket, 10, 1, 128, false)));
    second =
        ApiClient.of(server.startNode().baseUri())
            .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
  }

  @AfterAll
  static void stop() {
    server.close();
    store.close();
  }

  @Test
  void anOperationIsReadByEachNode() throws IOException {
    ApiClient first = server.owner();
    UploadedOperation operation = UploadedOperation.create(first, Archives.newUser(first));

    String path = points(first, operation);
    ApiResponse response = first.get(path);

    assertThat(response.status()).isEqualTo(200);
    assertThat(second.get(path).body()).isEqualTo(response.body()).contains("\"Point\"");
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      assertThat(files.map(Path::toString)).anyMatch(file -> file.endsWith("archive.zip"));
    }
  }

  @Test
  void anUnavailableStoreIs503AndAnUploadIsRepeatable() throws IOException {
    ApiClient first = server.owner();
    String user = Archives.newUser(first);
    UploadedOperation operation = UploadedOperation.create(first, user);
    String path = points(first, operation);
    store.stop();
    try {
      ApiResponse response = first.get(path);
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).contains("10");
      assertThat(Archives.upload(first, user, Archives.archive("x")).status()).isEqualTo(503);
      assertThat(first.get(Archives.BATCHES + "?leafUserId=" + user).json()).hasSize(1);
    } finally {
      store.startAgain();
    }
    assertThat(first.get(path).status()).isEqualTo(200);
    assertThat(Archives.upload(first, user, Archives.archive("x")).status()).isEqualTo(201);
  }

  @Test
  void anUploadContinuesOnAnotherNode() {
    ApiClient first = server.owner();
    String user = Archives.newUser(first);
    byte[] archive = Archives.archive("on two nodes");
    String path = TusUploads.create(first, user, archive.length).header("Location").orElseThrow();

    TusUploads.append(first, path, 0, Arrays.copyOf(archive, 6));
    assertThat(TusUploads.received(second, path)).isEqualTo(6);
    ApiResponse last =
        TusUploads.append(second, path, 6, Arrays.copyOfRange(archive, 6, archive.length));

    assertThat(last.header("X-Headland-Batch"))
        .contains(Archives.upload(first, user, archive).id());
  }

  private static String points(ApiClient api, UploadedOperation operation) {
    String address =
        api.get(OPERATIONS + operation.operationId() + "/standardGeojson")
            .json()
            .path("standardGeojson")
            .stringValue();
    return URI.create(address).getPath();
  }
}
