package io.headland.server.core.machinefile.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.platform.json.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The metadata with which a Parquet file is GeoParquet: version 1.1 of the specification requires
/// the version, the primary column, and the encoding and types of its geometries. Without a `crs`
/// the coordinates are longitude and latitude.
class GeoParquetIT {
  private static final Map<PointProperty, MeasurementUnit> UNITS =
      Map.of(
          PointProperty.DISTANCE, MeasurementUnit.METRE,
          PointProperty.EQUIPMENT_WIDTH, MeasurementUnit.METRE);

  @TempDir private Path folder;
  private PointEngine engine;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), 128);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /// Points on a diagonal.
  private Path points(int count) throws Exception {
    Path file = folder.resolve("points.parquet");
    engine.write(
        new PointSource() {
          private int next;

          @Override
          public boolean next(PointRow row) {
            row.clear();
            row.moveTo(10 + next / 8.0, 50 + next / 8.0);
            row.set(PointProperty.DISTANCE, 2);
            row.set(PointProperty.EQUIPMENT_WIDTH, 9);
            row.set(PointProperty.HEADING, 90);
            return next++ < count;
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        },
        file);
    return file;
  }

  private static JsonNode metadata(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select decode(value) from parquet_kv_metadata('%s') where decode(key) = 'geo'"
                    .formatted(file))) {
      assertThat(row.next()).as("the file has the key geo").isTrue();
      return Json.MAPPER.readTree(row.getString(1));
    }
  }

  private static void assertIsGeoParquet(JsonNode metadata, String types) {
    assertThat(metadata.path("version").stringValue()).isIn("1.0.0", "1.1.0");
    assertThat(metadata.path("primary_column").stringValue()).isEqualTo("geometry");
    JsonNode column = metadata.at("/columns/geometry");
    assertThat(column.path("encoding").stringValue()).isEqualTo("WKB");
    assertThat(column.path("geometry_types")).isEqualTo(Json.MAPPER.readTree(types));
    assertThat(column.has("crs")).isFalse();
  }

  @Test
  void pointsHaveTheirTypeAndExtent() throws Exception {
    Path target = folder.resolve("geo.parquet");

    engine.writeGeoParquet(points(9), target);

    JsonNode metadata = metadata(target);
    assertIsGeoParquet(metadata, "[\"Point\"]");
    assertThat(metadata.at("/columns/geometry/bbox"))
        .isEqualTo(Json.MAPPER.readTree("[10.0, 50.0, 11.0, 51.0]"));
  }

  @Test
  void polygonsHaveTheirType() throws Exception {
    Path target = folder.resolve("geo.parquet");

    engine.writePolygons(points(9), UNITS, target);

    assertIsGeoParquet(metadata(target), "[\"Polygon\"]");
  }

  @Test
  void aFileWithoutPointsHasTheMetadata() throws Exception {
    Path none = points(0);
    Path target = folder.resolve("geo.parquet");
    Path polygons = folder.resolve("polygons.parquet");

    engine.writeGeoParquet(none, target);
    engine.writePolygons(none, UNITS, polygons);

    assertIsGeoParquet(metadata(target), "[]");
    assertIsGeoParquet(metadata(polygons), "[]");
  }
}
