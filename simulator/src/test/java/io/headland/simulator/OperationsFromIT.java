package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.simulator.control.OperationControl;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.Totals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
