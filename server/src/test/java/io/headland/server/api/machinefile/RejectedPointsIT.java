package io.headland.server.api.machinefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The points of a harvest that are left out, with their reasons.
class RejectedPointsIT {
  private static final String CONTENTS = "/services/headland/api/files/";
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() throws IOException {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void eachRejectedPointHasItsReasonAndTheirNumbersAreThoseOfTheStatus() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file = upload(files);

    List<JsonNode> rejected = features(file, "rejectedGeojson");

    assertThat(rejected)
        .extracting(
            point -> point.at("/properties/rejectedFrom").stringValue(),
            point -> point.at("/properties/rejectedBy").stringValue(),
            point -> point.at("/geometry/coordinates/0").asDouble(Double.NaN))
        .containsExactlyInAnyOrder(
            tuple("standardGeojson", "coordinates", 0.0),
            tuple("standardGeojson", "coordinates", Double.NaN),
            tuple("standardGeojson", "wetMass", longitude(100)),
            tuple("filteredGeojson", "speed", longitude(101)),
            tuple("filteredGeojson", "outlier", longitude(102)));
    assertThat(counts(rejected)).isEqualTo(counts(file));
    assertThat(rejected).allMatch(point -> point.at("/properties/timestamp").isString());
  }

  @Test
  void aPointWithoutAPositionHasTheGeometryNull() throws IOException {
    String file = upload(UploadedFiles.ofNewUser(api));

    assertThat(features(file, "rawGeojson"))
        .hasSize(35)
        .filteredOn(point -> point.path("geometry").isNull())
        .hasSize(1);
  }

  @Test
  void aFileWithoutRejectedPointsHasAnEmptyCollection() throws IOException {
    UploadedFiles files = UploadedFiles.ofNewUser(api);
    String file = files.upload(Map.of("good.geojson", collection(good())));

    assertThat(features(file, "rejectedGeojson")).isEmpty();
  }

  private static String upload(UploadedFiles files) throws IOException {
    List<String> features = new ArrayList<>(good());
    features.add(feature("[0, 0]", 9_000, 2));
    features.add(feature(null, 9_000, 2));
    features.add(feature(position(100), 0, 2));
    features.add(feature(position(101), 9_000, 0.1));
    features.add(feature(position(102), 90_000, 2));
    return files.upload(Map.of("harvest.geojson", collection(features)));
  }

  private static List<String> good() {
    return IntStream.range(0, 30)
        .mapToObj(index -> feature(position(index), 9_000 + index, 2))
        .toList();
  }

  private static double longitude(int index) {
    return -93.45 + index / 10_000.0;
  }

  private static String position(int index) {
    return "[%s, 42.03]".formatted(longitude(index));
  }

  private static String feature(@Nullable String position, double yield, double speed) {
    String geometry =
        position == null ? "null" : "{\"type\": \"Point\", \"coordinates\": " + position + "}";
    return """
        {"type": "Feature", "geometry": %s, "properties": {"timestamp": "2026-10-09T15:00:00Z",
         "operationType": "harvested", "crop": "corn", "area": 20, "harvestMoisture": 15.5,
         "wetMassPerArea": %s, "speed": {"value": %s, "unit": "m/s"}}}
        """
        .formatted(geometry, yield, speed);
  }

  private static byte[] collection(List<String> features) {
    return "{\"type\": \"FeatureCollection\", \"features\": [%s]}"
        .formatted(String.join(",", features))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> features(String file, String content) {
    JsonNode json = Json.MAPPER.readTree(api.get(CONTENTS + file + "/" + content).body());
    return json.path("features").valueStream().toList();
  }

  private static Map<String, Long> counts(List<JsonNode> rejected) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode point : rejected) {
      JsonNode properties = point.path("properties");
      counts.merge(
          properties.path("rejectedFrom").stringValue()
              + " "
              + properties.path("rejectedBy").stringValue(),
          1L,
          Long::sum);
    }
    return counts;
  }

  private static Map<String, Long> counts(String file) {
    JsonNode status = api.get(UploadedFiles.FILES + "/" + file + "/status").json();
    Map<String, Long> counts = new TreeMap<>();
    Stream.of("standardGeojson", "filteredGeojson")
        .forEach(
            step ->
                status
                    .at("/" + step + "/points/rejected")
                    .forEach(
                        each ->
                            counts.put(
                                step + " " + each.path("reason").stringValue(),
                                each.path("points").asLong())));
    return counts;
  }
}
