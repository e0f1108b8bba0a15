package io.headland.server.api.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Files that lack required properties, by the configuration.
class RequiredPropertiesIT {
  private static final String TIME = "\"timestamp\": \"2026-05-01T08:00:00Z\"";
  private static final String AREA = "\"area\": 12.5";
  private static final int POINTS = 3;

  private static ServerFixture server;
  private static ApiClient api;
  private UploadedFiles files;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    files = UploadedFiles.ofNewUser(api);
    files.createField(20, 50);
  }

  /// Uploads planted points without a seed rate.
  private String upload(String... properties) throws IOException {
    String features =
        IntStream.range(0, POINTS)
            .mapToObj(
                i ->
                    """
                    {"type": "Feature",
                     "geometry": {"type": "Point", "coordinates": [20.00%d, 50.001]},
                     "properties": {"operationType": "planted", "crop": "corn", %s}}
                    """
                        .formatted(i + 1, String.join(", ", properties)))
            .collect(Collectors.joining(","));
    String collection = "{\"type\": \"FeatureCollection\", \"features\": [" + features + "]}";
    return files.upload(Map.of("points.geojson", collection.getBytes(StandardCharsets.UTF_8)));
  }

  private void configure(String settings) {
    ApiResponse response = api.patch("/services/config/api/configs/" + files.leafUser(), settings);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }

  private String reason(String file) {
    assertThat(files.file(file).path("status").stringValue()).isEqualTo("failed");
    return api.get(UploadedFiles.FILES + "/" + file + "/status")
        .json()
        .at("/rawGeojson/message")
        .stringValue();
  }

  private JsonNode summary(String file) {
    assertThat(files.file(file).path("status").stringValue()).isEqualTo("processed");
    return api.get(UploadedFiles.FILES + "/" + file + "/summary").json().path("properties");
  }

  @Test
  void aFileWithoutARequiredPropertyFails() throws IOException {
    assertThat(reason(upload(TIME))).isEqualTo("missing required properties: area, seedRate");
    assertThat(reason(upload(TIME, AREA))).isEqualTo("missing required properties: seedRate");
  }

  @Test
  void aPlantingWithoutARateIsConvertedWhenTheRateIsOptional() throws IOException {
    configure("{\"standardGeoJson\": {\"planted\": {\"seedRate\": \"optional\"}}}");

    JsonNode summary = summary(upload(TIME, AREA));

    assertThat(summary.at("/totalArea/value").doubleValue()).isEqualTo(37.5);
    assertThat(summary.has("seedRate")).isFalse();
    assertThat(summary.has("totalPlanted")).isFalse();
    files.awaitOperations(1);
    String operation = files.operations().get(0).path("id").stringValue();
    JsonNode points =
        Json.MAPPER.readTree(
            api.get("/services/headland/api/operations/" + operation + "/standardGeojson").body());
    assertThat(points.path("features")).hasSize(POINTS);
    assertThat(points.at("/features/0/properties").has("seedRate")).isFalse();
    assertThat(reason(upload(TIME))).isEqualTo("missing required properties: area");
  }

  @Test
  void aFileOutOfTheStandardIsConvertedWhenItIsPermitted() throws IOException {
    configure("{\"outOfStandardOperations\": true}");

    JsonNode summary = summary(upload(TIME));

    assertThat(summary.at("/totalArea/value").doubleValue()).isZero();
    assertThat(summary.path("operationType").stringValue()).isEqualTo("planted");
    files.awaitOperations(1);
    String operation = files.operations().get(0).path("id").stringValue();
    for (String content : new String[] {"standardGeojson", "geopackage", "shapefile"}) {
      assertThat(api.get("/services/headland/api/operations/" + operation + "/" + content).status())
          .as(content)
          .isEqualTo(200);
    }
    assertThat(api.get(UploadedFiles.OPERATIONS + "/" + operation + "/summary").status())
        .isEqualTo(200);
  }

  @Test
  void aFileWithoutTimesFailsAlsoOutOfTheStandard() throws IOException {
    configure("{\"outofStandardOperations\": true}");

    assertThat(reason(upload(AREA))).isEqualTo("missing required properties: timestamp");
  }
}
