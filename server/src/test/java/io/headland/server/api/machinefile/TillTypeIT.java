package io.headland.server.api.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The types of tillage of points, and operations that are separated by them.
class TillTypeIT {
  private static final String CONTENTS = "/services/headland/api/operations/";
  private static final int POINTS = 6;

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

  /// Points of tillage with the types in turn, as JSON, each of 12.5 m².
  private String upload(String... types) throws IOException {
    String features =
        IntStream.range(0, POINTS)
            .mapToObj(
                i ->
                    """
                    {"type": "Feature",
                     "geometry": {"type": "Point", "coordinates": [20.000%d, 50.001]},
                     "properties": {"operationType": "tillage", "timestamp": "2026-04-01T08:00:0%dZ",
                                    "area": 12.5, "tillageDepthActual": 6%s}}
                    """
                        .formatted(i + 1, i, property(types[i % types.length])))
            .collect(Collectors.joining(","));
    return uploadText("{\"type\": \"FeatureCollection\", \"features\": [" + features + "]}");
  }

  private static String property(String type) {
    return type.isEmpty() ? "" : ", \"tillType\": " + type;
  }

  private String uploadText(String collection) throws IOException {
    return files.upload(Map.of("points.geojson", collection.getBytes(StandardCharsets.UTF_8)));
  }

  private void split(boolean isOn) {
    ApiResponse response =
        api.patch(
            "/services/config/api/configs/" + files.leafUser(),
            "{\"splitOperationsByTillType\": %s}".formatted(isOn));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }

  private void reprocess(String operation) {
    ApiResponse response =
        api.post(UploadedFiles.OPERATIONS + "/" + operation + "/reprocess", "{}");
    assertThat(response.status()).as(response.body()).isEqualTo(202);
  }

  private List<String> ids() {
    return files.operations().valueStream().map(each -> each.path("id").stringValue()).toList();
  }

  private static JsonNode summary(String operation) {
    return api.get(UploadedFiles.OPERATIONS + "/" + operation + "/summary")
        .json()
        .path("properties");
  }

  /// The areas of the operations by their types of tillage.
  private Map<String, Double> areas() {
    return ids().stream()
        .map(TillTypeIT::summary)
        .collect(
            Collectors.toMap(
                summary -> summary.path("tillType").toString(),
                summary -> summary.at("/totalArea/value").doubleValue()));
  }

  @Test
  void pointsFilesAndOperationsHaveTheirTypes() throws IOException {
    String file = upload("\"Chisel\"", "[\"Disk\", \"Harrow\"]");
    files.awaitOperations(1);

    assertThat(areas()).isEqualTo(Map.of("[\"Chisel\",\"Disk + Harrow\"]", 75.0));
    assertThat(
            api.get(UploadedFiles.FILES + "/" + file + "/summary")
                .json()
                .at("/properties/tillType"))
        .hasToString("[\"Chisel\",\"Disk + Harrow\"]");
    String points = api.get(CONTENTS + ids().getFirst() + "/standardGeojson").body();
    assertThat(Json.MAPPER.readTree(points).path("features"))
        .extracting(feature -> feature.at("/properties/tillType").toString())
        .containsOnly("[\"Chisel\"]", "[\"Disk + Harrow\"]");

    files = UploadedFiles.ofNewUser(api);
    files.createField(20, 50);
    uploadText(points);
    files.awaitOperations(1);

    assertThat(areas()).containsOnlyKeys("[\"Chisel\",\"Disk + Harrow\"]");
  }

  @Test
  void anOperationWithoutTypesHasAnEmptyList() throws IOException {
    upload("");
    files.awaitOperations(1);

    assertThat(areas()).isEqualTo(Map.of("[]", 75.0));
  }

  @Test
  void eachTypeIsAnOperationIfConfigured() throws IOException {
    split(true);

    upload("\"Chisel\"", "\"Disk\"", "");
    files.awaitOperations(3);

    assertThat(areas()).isEqualTo(Map.of("[\"Chisel\"]", 25.0, "[\"Disk\"]", 25.0, "[]", 25.0));
  }

  @Test
  void theSeparationIsChangedByTheNextMergeAndOperationsKeepTheirIds() throws IOException {
    upload("\"Chisel\"", "\"Disk\"");
    files.awaitOperations(1);
    String first = ids().getFirst();

    split(true);
    reprocess(first);
    files.awaitOperations(2);

    assertThat(ids()).contains(first);
    assertThat(areas()).isEqualTo(Map.of("[\"Chisel\"]", 37.5, "[\"Disk\"]", 37.5));
    Map<String, JsonNode> separate =
        ids().stream().collect(Collectors.toMap(id -> id, id -> summary(id).path("tillType")));

    upload("\"Disk\"", "\"Chisel\"", "\"Chisel\"");
    Concurrency.await(() -> areas().equals(Map.of("[\"Chisel\"]", 62.5, "[\"Disk\"]", 50.0)));

    assertThat(ids())
        .allSatisfy(id -> assertThat(summary(id).path("tillType")).isEqualTo(separate.get(id)));

    split(false);
    reprocess(first);
    files.awaitOperations(1);

    assertThat(ids()).containsExactly(first);
    Concurrency.await(() -> areas().containsKey("[\"Chisel\",\"Disk\"]"));
  }
}
