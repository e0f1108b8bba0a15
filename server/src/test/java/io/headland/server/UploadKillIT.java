package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.batch.Archives;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kill -9 while an archive is received.
class UploadKillIT {
  @TempDir Path folder;

  @Test
  void theNextStartDeletesWhatAKilledProcessHadReceived() throws Exception {
    try (Database database = TestDatabase.create(2)) {
      ServerSettings.in(folder)
          .owner()
          .database(database.target())
          .set("machine-files.free-space", "1")
          .write();
      String user;
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        URI address = URI.create(server.awaitReady());
        ApiClient owner = ServerSettings.signIn(address);
        user = Archives.newUser(owner);
        try (Socket _ = startUpload(address, owner, user)) {
          Concurrency.await(() -> !temporaryFiles().isEmpty());
          server.kill();
        }
      }
      assertThat(temporaryFiles()).hasSize(1);

      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        ApiClient owner = ServerSettings.signIn(server);

        assertThat(temporaryFiles()).isEmpty();
        assertThat(owner.get(Archives.BATCHES).total()).isZero();
        assertThat(Archives.upload(owner, user, Archives.archive("again")).status()).isEqualTo(201);
        assertThat(server.stop()).isZero();
      }
    }
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
