package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.batch.Archives;
import io.headland.server.api.batch.TusUploads;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kill -9 while archives are received.
class UploadKillIT {
  private static final int MIB = 1024 * 1024;

  @TempDir Path folder;

  @Test
  void theNextStartDeletesAnArchiveInOneRequestAndContinuesAnUploadInSeveral() throws Exception {
    byte[] archive = new byte[20 * MIB];
    new Random(4).nextBytes(archive);
    archive[0] = 'P';
    archive[1] = 'K';
    try (Database database = TestDatabase.create(2)) {
      ServerSettings.in(folder)
          .owner()
          .database(database.target())
          .set("machine-files.free-space", "1")
          .write();
      String path;
      String user;
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        URI address = URI.create(server.awaitReady());
        ApiClient owner = ServerSettings.signIn(address);
        user = Archives.newUser(owner);
        path = TusUploads.create(owner, user, archive.length).header("Location").orElseThrow();
        try (Socket _ = startUpload(address, owner, user);
            Socket socket = startAppending(address, owner, path, archive.length)) {
          // The first part, and a half of the second one.
          socket.getOutputStream().write(archive, 0, 12 * MIB);
          socket.getOutputStream().flush();
          Concurrency.await(() -> !temporaryFiles().isEmpty());
          Concurrency.await(() -> TusUploads.received(owner, path) > 0);
          server.kill();
        }
      }
      assertThat(temporaryFiles()).hasSize(1);

      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        URI address = URI.create(server.awaitReady());
        ApiClient owner = ServerSettings.signIn(address);

        assertThat(temporaryFiles()).isEmpty();
        assertThat(owner.get(Archives.BATCHES).total()).isZero();
        assertThat(Archives.upload(owner, user, Archives.archive("again")).status()).isEqualTo(201);
        continueUpload(address, owner, user, path, archive);
        assertThat(server.stop()).isZero();
      }
    }
  }

  private static void continueUpload(
      URI address, ApiClient owner, String user, String path, byte[] archive) throws Exception {
    assertThat(TusUploads.received(owner, path)).isEqualTo(8L * MIB);
    TusURLMemoryStore uploads = new TusURLMemoryStore();
    uploads.set("archive", address.resolve(path).toURL());
    TusClient client = TusUploads.client(address, owner, user);
    client.enableResuming(uploads);

    TusUploads.send(client, archive, 64 * MIB);

    String batch = owner.get(path).header("X-Headland-Batch").orElseThrow();
    assertThat(Archives.upload(owner, user, archive).id()).isEqualTo(batch);
    assertThat(owner.get(Archives.BATCHES).total()).isEqualTo(2);
  }

  private static Socket startAppending(URI address, ApiClient owner, String path, int length)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
    String head =
        """
        PATCH %s HTTP/1.1
        Host: x
        Authorization: Bearer %s
        Tus-Resumable: 1.0.0
        Content-Type: application/offset+octet-stream
        Upload-Offset: 0
        Content-Length: %d

        """
            .formatted(path, owner.token(), length)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static Socket startUpload(URI address, ApiClient owner, String user) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
    String head =
        """
        POST %s?leafUserId=%s&provider=Other HTTP/1.1
        Host: x
        Authorization: Bearer %s
        Content-Type: multipart/form-data; boundary=b
        Content-Length: 1000000

        --b
        Content-Disposition: form-data; name="file"; filename="a.zip"

        PK\
        """
            .formatted(Archives.BATCHES, user, owner.token())
            .replace("\n", "\r\n");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private List<Path> temporaryFiles() {
    try (Stream<Path> paths = Files.walk(folder.resolve("data/machine-files/temporary"))) {
      return paths.filter(path -> path.toString().endsWith(".upload")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
