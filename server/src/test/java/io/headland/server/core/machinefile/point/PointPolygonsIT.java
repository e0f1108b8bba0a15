package io.headland.server.core.machinefile.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/// The strips that points cover, read with DuckDB as a client would.
class PointPolygonsIT {
  private static final double FOOT = 0.3048;
  private static final Map<PointProperty, MeasurementUnit> UNITS =
      Map.of(
          PointProperty.EQUIPMENT_WIDTH,
          MeasurementUnit.FOOT,
          PointProperty.DISTANCE,
          MeasurementUnit.FOOT);

  @TempDir private Path folder;
  private PointEngine engine;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder, 256);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /// A polygon with the area that its point states.
  private record Strip(Geometry geometry, double area) {
    /// On a sphere, in metres.
    Geometry inMetres(Coordinate origin) {
      double metres = Math.toRadians(1) * 6_371_008.8;
      return AffineTransformation.translationInstance(-origin.x, -origin.y)
          .scale(metres * Math.cos(Math.toRadians(origin.y)), metres)
          .transform(geometry);
    }
  }

  private List<Strip> polygons(int count, BiConsumer<Integer, PointRow> point) throws Exception {
    Path points = folder.resolve("points.parquet");
    Path target = folder.resolve("polygons.parquet");
    engine.write(source(count, point), points);
    engine.writePolygons(points, UNITS, target);
    List<Strip> strips = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select geometry::varchar, coalesce(area, 0) from '%s'".formatted(target))) {
      while (rows.next()) {
        strips.add(new Strip(new WKTReader().read(rows.getString(1)), rows.getDouble(2)));
      }
    }
    return strips;
  }

  private static PointSource source(int count, BiConsumer<Integer, PointRow> point) {
    int[] next = {0};
    return new PointSource() {
      @Override
      public boolean next(PointRow row) {
        if (next[0] >= count) {
          return false;
        }
        row.clear();
        point.accept(next[0], row);
        next[0]++;
        return true;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachPolygonIsValidAndHasTheAreaOfItsPoint(long seed) throws Exception {
    Random random = new Random(seed);
    int count = 500;

    List<Strip> strips =
        polygons(
            count,
            (_, row) -> {
              row.moveTo(random.nextDouble(-179, 179), random.nextDouble(-70, 70));
              double width = random.nextDouble(1, 120);
              double distance = random.nextDouble(0.5, 30);
              if (random.nextInt(5) > 0) {
                row.set(PointProperty.EQUIPMENT_WIDTH, width);
              }
              if (random.nextInt(5) > 0) {
                row.set(PointProperty.HEADING, random.nextDouble(0, 360));
              }
              if (random.nextInt(5) > 0) {
                row.set(PointProperty.DISTANCE, distance);
              }
              row.set(PointProperty.AREA, width * distance * FOOT * FOOT);
            });

    assertThat(strips).hasSize(count);
    for (Strip strip : strips) {
      Coordinate centre = strip.geometry().getCentroid().getCoordinate();
      assertThat(strip.geometry().isValid()).isTrue();
      assertThat(Orientation.isCCW(strip.geometry().getCoordinates())).isTrue();
      assertThat(strip.inMetres(centre).getArea())
          .isCloseTo(strip.area(), within(strip.area() * 0.01));
    }
  }

  /// 20 passes of 100 points: 9 m wide, 3 m from point to point, as the swaths are in reality.
  @ParameterizedTest
  @ValueSource(doubles = {0, 37, 90, 181.5, 270})
  void stripsBesideEachOtherCoverTheFieldWithoutOverlapping(double heading) throws Exception {
    Coordinate origin = new Coordinate(10, 50);
    double metres = Math.toRadians(1) * 6_371_008.8;
    double sine = Math.sin(Math.toRadians(heading));
    double cosine = Math.cos(Math.toRadians(heading));

    List<Strip> strips =
        polygons(
            2_000,
            (i, row) -> {
              double along = i % 100 * 3.0;
              double across = i / 100 * 9.0;
              row.moveTo(
                  origin.x
                      + (along * sine + across * cosine)
                          / (metres * Math.cos(Math.toRadians(origin.y))),
                  origin.y + (along * cosine - across * sine) / metres);
              row.set(PointProperty.EQUIPMENT_WIDTH, 9 / FOOT);
              row.set(PointProperty.DISTANCE, 3 / FOOT);
              row.set(PointProperty.HEADING, heading);
              row.set(PointProperty.AREA, 27);
            });

    double covered =
        UnaryUnionOp.union(strips.stream().map(strip -> strip.inMetres(origin)).toList()).getArea();
    assertThat(covered).isCloseTo(2_000 * 27.0, within(2_000 * 27 * 0.01));
  }

  @Test
  void pointsWithoutAnAreaHaveThatOfTheirDistanceAndWidthOrAreLeftOut() throws Exception {
    List<Strip> strips =
        polygons(
            4,
            (i, row) -> {
              row.moveTo(i == 3 ? Double.NaN : 10, 50);
              row.set(PointProperty.HEADING, 90);
              row.set(PointProperty.EQUIPMENT_WIDTH, 30);
              if (i != 1) {
                row.set(PointProperty.DISTANCE, 10);
              }
              if (i >= 2) {
                row.set(PointProperty.AREA, i == 2 ? 0 : 50);
              }
            });

    assertThat(strips).hasSize(2);
    assertThat(strips)
        .allSatisfy(
            strip ->
                assertThat(strip.inMetres(new Coordinate(10, 50)).getArea())
                    .isCloseTo(300 * FOOT * FOOT, within(0.3)));
  }
}
