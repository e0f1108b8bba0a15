package io.headland.server.api.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The steps of a conversion, with Leaf's names and in Leaf's order.
class FileStatusIT {
  private static final List<String> STEPS =
      List.of(
          "originalFile",
          "rawGeojson",
          "standardGeojson",
          "filteredGeojson",
          "summary",
          "units",
          "propertiesPNGs",
          "zippedPNGs");

  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theStepsOfImagesAreSkippedUnlessTheConfigurationEnablesThem() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file =
        files.upload(
            DeereSample.of(
                OperationType.HARVESTED,
                UploadedFiles.passes(40, 50, Instant.parse("2026-10-01T08:00:00Z"))));

    JsonNode status = status(file);
    assertThat(status.propertyNames()).containsExactlyElementsOf(STEPS);
    assertThat(status.at("/propertiesPNGs/status").stringValue()).isEqualTo("skipped");

    api.patch(
        "/services/config/api/configs/" + files.leafUser(), "{\"operationsImageCreation\": true}");
    assertThat(status(file).at("/propertiesPNGs/status").stringValue()).isEqualTo("processed");
    assertThat(status(file).at("/propertiesPNGs/message").stringValue()).isEqualTo("ok");
    assertThat(status(file).at("/zippedPNGs/message").stringValue()).isEqualTo("skipped");
  }

  @Test
  void theStepsAfterAFailedOneAreSkipped() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file =
        files.upload(Map.of("a-Deere-Metadata.json", "{}".getBytes(StandardCharsets.UTF_8)));

    JsonNode status = status(file);
    assertThat(status.propertyNames()).containsExactlyElementsOf(STEPS);
    assertThat(status.valueStream().map(step -> step.path("status").stringValue()))
        .containsExactly(
            "processed",
            "failed",
            "skipped",
            "skipped",
            "skipped",
            "skipped",
            "skipped",
            "skipped");
  }

  @Test
  void aFileWithoutAnyPointNamesTheReasons() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String points =
        """
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": %1$s},
          {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": %1$s},
          {"type": "Feature", "geometry": {"type": "Point", "coordinates": [9, 50]}, "properties": %2$s}]}
        """
            .formatted(planted(80_000), planted(0));
    String file = files.upload(Map.of("points.geojson", points.getBytes(StandardCharsets.UTF_8)));

    assertThat(status(file).at("/standardGeojson/message").stringValue())
        .isEqualTo("no points passed the filter: coordinates 2, seedRate 1");
  }

  private static String planted(int rate) {
    return """
    {"operationType": "planted", "timestamp": "2026-10-01T08:00:00Z", "area": 12, "crop": "corn", "seedRate": %d}
    """
        .formatted(rate);
  }

  private static JsonNode status(String file) {
    return api.get(UploadedFiles.FILES + "/" + file + "/status").json();
  }
}
