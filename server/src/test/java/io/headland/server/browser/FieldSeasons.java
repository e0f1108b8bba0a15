package io.headland.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.api.batch.Archives;
import io.headland.server.core.field.geometry.GeoJsonText;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MachineFileSamples.Position;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;

/// A grower's field with two seasons of operations, from uploaded exports.
///
/// @param user the id of the Leaf user
/// @param field the id of the field
record FieldSeasons(ApiClient api, Path folder, String user, String field) {
  private static final String OPERATIONS = "/services/operations/api/operations";
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  /// Corners of a field of 30 hectares with a waterway in a corner.
  private static final double[][] CORNERS = {
    {-93.4512, 42.0301},
    {-93.4448, 42.0299},
    {-93.4446, 42.0336},
    {-93.4461, 42.0352},
    {-93.4489, 42.0349},
    {-93.4511, 42.0353},
    {-93.4512, 42.0301}
  };

  /// Creates the Leaf user and the field, without operations, and another Leaf user.
  static FieldSeasons create(ApiClient api, Path folder) {
    String user = Archives.newUser(api);
    api.post(
        "/services/usermanagement/api/users",
        "{\"name\": \"Walter Okafor\", \"email\": \"walter@example.com\"}");
    ApiResponse field =
        api.post(
            "/services/fields/api/users/" + user + "/fields",
            "{\"name\": \"North 40\", \"geometry\": %s}".formatted(GeoJsonText.of(boundary())));
    assertThat(field.status()).as(field.body()).isEqualTo(201);
    return new FieldSeasons(api, folder, user, field.id());
  }

  static MultiPolygon boundary() {
    Coordinate[] corners = new Coordinate[CORNERS.length];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = new Coordinate(CORNERS[i][0], CORNERS[i][1]);
    }
    return GEOMETRIES.createMultiPolygon(new Polygon[] {GEOMETRIES.createPolygon(corners)});
  }

  /// Work on the whole field, with yields and rates that depend on the soil.
  static DeereSample sample(OperationType type, Instant start, double width) {
    Passes passes = MachineFileSamples.passes(boundary(), start, width, 4);
    DeereSample sample = DeereSample.of(type, passes).factor(FieldSeasons::soil);
    return type == OperationType.APPLIED ? sample.label("Nitrogen 32") : sample.label("DKC 62-08");
  }

  /// As [#soil], and 0 where the machine waits at the headland.
  private static double soilWithWaiting(Position position) {
    boolean waits =
        Math.hypot(position.longitude() + 93.4500, position.latitude() - 42.0301) < 0.00025;
    return waits ? 0 : soil(position);
  }

  /// Between 0.7 and 1.3, in zones of some hundred metres.
  private static double soil(Position position) {
    double east = (position.longitude() + 93.45) * 1_000;
    double north = (position.latitude() - 42.03) * 1_000;
    return 1 + 0.2 * Math.sin(east + 0.4 * north) + 0.1 * Math.cos(1.7 * north - 0.5 * east);
  }

  /// Uploads two seasons of planting, application and harvest.
  void upload() throws IOException {
    for (int year : new int[] {2025, 2026}) {
      upload(OperationType.PLANTED, year + "-05-04T13:20:00Z", 18);
      upload(OperationType.APPLIED, year + "-06-11T14:05:00Z", 27);
      upload(OperationType.HARVESTED, year + "-10-09T15:40:00Z", 9);
    }
    Concurrency.await(() -> operations().size() == 6);
  }

  private void upload(OperationType type, String start, double width) throws IOException {
    Path zip =
        sample(type, Instant.parse(start), width)
            .factor(FieldSeasons::soilWithWaiting)
            .write(folder.resolve("export.zip"));
    String id = Archives.upload(api, user, Files.readAllBytes(zip)).id();
    Concurrency.await(
        () ->
            !api.get(Archives.BATCHES + "/" + id)
                .json()
                .path("status")
                .stringValue()
                .equals("RECEIVED"));
  }

  JsonNode operations() {
    return api.get(OPERATIONS + "?sort=startTime,desc&fieldId=" + field).json();
  }

  /// The id of the latest operation of a type.
  String latest(String type) {
    return operations()
        .valueStream()
        .filter(operation -> operation.path("type").stringValue().equals(type))
        .findFirst()
        .orElseThrow()
        .path("id")
        .stringValue();
  }
}
