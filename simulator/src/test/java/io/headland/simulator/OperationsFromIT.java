package io.headland.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.simulator.control.OperationControl;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.Totals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsFromIT {
  @TempDir Path folder;

  @Test
  void servesTheExportsOfAFolder() throws Exception {
    List<Totals> written = new ArrayList<>();
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      OperationControl operations = browser.control().operations("1001");
      for (FieldOperation operation : operations.of("e1").subList(0, 3)) {
        String id = operations.id(operation);
        Files.write(folder.resolve(operation.kind() + ".zip"), export(browser, id));
        written.add(operations.totals(id));
      }
    }
    Files.writeString(folder.resolve("notes.txt"), "not an export");

    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options().withOperationsFrom(folder))) {
      OperationControl operations = browser.control().operations("1001");
      List<FieldOperation> served = operations.of("e1");
      assertThat(served)
          .extracting(one -> one.kind().word())
          .containsExactly("seeding", "application", "harvest");
      for (int i = 0; i < served.size(); i++) {
        String id = operations.id(served.get(i));
        Totals read = operations.totals(id);
        Totals expected = written.get(i);
        assertThat(read.hectares()).isCloseTo(expected.hectares(), within(1e-4));
        assertThat(read.material())
            .isCloseTo(expected.material(), within(expected.material() * 1e-5));
        assertThat(export(browser, id))
            .isEqualTo(Files.readAllBytes(folder.resolve(served.get(i).kind() + ".zip")));
        assertThat(browser.get("/platform/fieldOperations/" + id + "?embed=measurementTypes"))
            .extracting(HttpResponse::statusCode)
            .isEqualTo(200);
      }
    }
  }

  /// Exports of the web application state no start in their metadata.
  @Test
  void takesTheStartFromTheTableWhenTheMetadataHaveNone() throws Exception {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      OperationControl operations = browser.control().operations("1001");
      String id = operations.id(operations.of("e1").getFirst());
      ShapefileReader reader = ShapefileReader.of(export(browser, id));
      Map<String, byte[]> files = new LinkedHashMap<>(reader.files());
      files.replaceAll(
          (name, content) ->
              name.endsWith(".json")
                  ? new String(content, UTF_8)
                      .replaceFirst("\"FieldOperationStartDate\" : \"[^\"]*\",", "")
                      .getBytes(UTF_8)
                  : content);
      Files.write(folder.resolve("web.zip"), zip(files));
    }

    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options().withOperationsFrom(folder))) {
      FieldOperation served = browser.control().operations("1001").of("e1").getFirst();
      assertThat(served.startDate())
          .isAfter("2024-04-01T00:00:00Z")
          .isBefore("2024-06-01T00:00:00Z");
    }
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void namesWhatIsWrongInTheFolder() throws IOException {
    SimulatorOptions options = Worlds.options().withOperationsFrom(folder);
    assertThatThrownBy(() -> Simulator.start(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must contain 1 to 128 exports");
    Files.writeString(folder.resolve("broken.zip"), "not a zip");
    assertThatThrownBy(() -> Simulator.start(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.zip");
  }

  private static byte[] export(GrowerBrowser browser, String id) throws Exception {
    String target = "/platform/fieldOps/" + id + "?resolution=EachSensor";
    assertThat(browser.get(target).statusCode()).isEqualTo(202);
    String location = GrowerBrowser.header(browser.get(target), "Location");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(location)).build(),
              HttpResponse.BodyHandlers.ofByteArray())
          .body();
    }
  }
}
