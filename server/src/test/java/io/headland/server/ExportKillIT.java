package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.machinefile.UploadedFiles;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/// A kill with signal 9 while points are exported in each format.
class ExportKillIT {
  private static final List<String> ENDINGS =
      List.of(".gpkg", ".parquet", ".zip", ".shp", ".shx", ".dbf");

  private static final Pattern LENGTH = Pattern.compile("(?i)\\bcontent-length: *(\\d+)");

  @TempDir Path folder;

  @Test
  void aKilledExportIsTruncatedAndTheNextStartDeletesItsFiles() throws Exception {
    try (Database database = TestDatabase.create(2)) {
      ServerSettings.in(folder)
          .owner()
          .database(database.target())
          .set("machine-files.free-space", "1")
          .set("providers.connect-timeout", "1s")
          .set("providers.request-timeout", "2s")
          .set("sync.lease", "4s")
          .write();
      List<String> exports;
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        URI address = URI.create(server.awaitReady());
        ApiClient owner = ServerSettings.signIn(address);
        exports = exports(UploadedFiles.ofNewUser(owner));
        // Two that are being sent, and one that is being written.
        String sent = exports.get(0);
        String streamed = exports.get(1);
        try (Socket first = request(address, owner, sent);
            Socket second = request(address, owner, streamed)) {
          awaitBeginning(first);
          awaitBeginning(second);
          // A file that is being sent has no name any more.
          assertThat(exportedFiles()).isEmpty();
          try (Socket third = request(address, owner, sent)) {
            Concurrency.await(() -> !exportedFiles().isEmpty());
            server.kill();
            assertThat(isComplete(rest(first))).as(sent).isFalse();
            assertThat(isComplete(rest(second))).as(streamed).isFalse();
            assertThat(rest(third)).isEmpty();
          }
        }
      }
      assertThat(exportedFiles()).isNotEmpty();
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        ApiClient owner = ServerSettings.signIn(server);

        assertThat(exportedFiles()).isEmpty();
        for (String export : exports) {
          assertThat(owner.download(export)).as(export).hasSizeGreaterThan(10_000);
        }
        assertThat(exportedFiles()).isEmpty();
        assertThat(server.stop()).isZero();
      }
    }
  }

  /// The response does not end, because it is larger than the buffers.
  private static void awaitBeginning(Socket request) throws IOException {
    assertThat(new String(request.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 200");
  }

  /// What is received until the connection ends.
  private static String rest(Socket socket) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(received);
    } catch (IOException _) {
      // The kernel resets the connections of a process that has not read everything.
    }
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  /// Whether a response has the length that it states, or the last of its chunks.
  private static boolean isComplete(String response) {
    int end = response.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(response.substring(0, end));
    return length.find()
        ? response.length() - end - 4 == Integer.parseInt(length.group(1))
        : response.endsWith("\r\n0\r\n\r\n");
  }

  /// The addresses of the exports of a harvest of 50,000 points.
  private static List<String> exports(UploadedFiles files) throws IOException {
    String field = files.createField(31, 50);
    files.upload(
        DeereSample.of(
            OperationType.HARVESTED,
            MachineFileSamples.passes(
                new GeometryFactory().toGeometry(new Envelope(31, 31.004, 50, 50.003)),
                Instant.parse("2026-10-01T08:00:00Z"),
                2,
                1)));
    files.awaitOperations(1);
    String operation =
        "/services/headland/api/operations/" + files.operations().at("/0/id").stringValue();
    return List.of(
        operation + "/geopackage",
        operation + "/standardGeojson",
        operation + "/shapefile",
        operation + "/standardGeoparquet",
        "/services/headland/api/fields/" + files.leafUser() + "/" + field + "/adapt?year=2026");
  }

  private static Socket request(URI address, ApiClient owner, String path) throws IOException {
    Socket socket = new Socket();
    // Before the connection, so that the server cannot send more.
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, owner.token())
                .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  /// The temporary files of exports of all processes.
  private List<Path> exportedFiles() {
    try (Stream<Path> paths = Files.walk(folder.resolve("data/machine-files/temporary"))) {
      return paths
          .filter(path -> ENDINGS.stream().anyMatch(ending -> path.toString().endsWith(ending)))
          .toList();
    } catch (UncheckedIOException | IOException _) {
      // A file was deleted while the folder was read.
      return List.of();
    }
  }
}
