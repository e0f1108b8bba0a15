package io.headland.server.core.machinefile.summary;

import io.headland.server.core.field.geometry.GeoJsonText;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointQueries;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import tools.jackson.databind.JsonNode;

/// The area that points cover: the cells of a grid that contain points, joined, with gaps of less
/// than a cell closed. A cell is at least as wide as the implement, and as long as the way between
/// two points, and there are at most about 20,000. Cells are larger when the points are so
/// scattered that the outline would have too many corners.
final class CoveredArea {
  static final JsonNode NONE =
      Json.MAPPER.readTree("{\"type\": \"MultiPolygon\", \"coordinates\": []}");

  private static final int MAX_CELLS = 20_000;
  private static final int MAX_VERTICES = 5_000;

  /// The outline of a group has at least five corners, with the first one repeated.
  private static final int MAX_GROUPS = MAX_VERTICES / 5;

  /// Of the simplified outline, in cells.
  private static final double MAX_DEVIATION = 0.6;

  private static final GeometryFactory FACTORY = new GeometryFactory();

  /// A cell of the grid.
  record Cell(int row, int column) {}

  private final PointQueries points;
  private final PointSpacing spacing;
  private final Extent extent;
  private final double metresALongitude;

  private CoveredArea(PointQueries points, PointSpacing spacing) {
    this.points = points;
    this.spacing = spacing;
    this.extent = spacing.extent();
    this.metresALongitude = extent.metresALongitude();
  }

  /// The area as GeoJSON of type MultiPolygon.
  static JsonNode of(PointQueries points, Map<PointProperty, MeasurementUnit> units)
      throws IOException {
    PointSpacing spacing = PointSpacing.of(points, units);
    if (spacing.extent().isEmpty()) {
      return NONE;
    }
    CoveredArea covered = new CoveredArea(points, spacing);
    double size = covered.size();
    while (true) {
      List<Cell> cells = covered.cells(size);
      if (cells.isEmpty()) {
        return NONE;
      }
      if (cells.size() <= MAX_CELLS && CellGroups.isTooMany(cells, MAX_GROUPS)) {
        // Joining them would take long, and the result would have too many corners.
        size *= 2;
        continue;
      }
      if (cells.size() <= MAX_CELLS) {
        MultiPolygon polygons = covered.polygons(cells, size);
        if (polygons.getNumPoints() <= MAX_VERTICES) {
          return Json.MAPPER.readTree(GeoJsonText.of(polygons));
        }
      }
      size *= 1.5;
    }
  }

  /// The size of a cell in metres.
  private double size() {
    // Machines that go faster than on average leave gaps between cells of the mean distance.
    double size =
        Math.max(
            Math.max(spacing.width(), 1.5 * spacing.distance()),
            Math.sqrt(spacing.area() / MAX_CELLS));
    return size > 0.1 ? size : PointSpacing.DEFAULT_METRES;
  }

  /// The cells that contain points, by row and column.
  private List<Cell> cells(double size) throws IOException {
    String query =
        """
        select distinct floor((latitude - %s) * %s)::int, floor((longitude - %s) * %s)::int
        from points where abs(latitude) <= 90 and abs(longitude) <= 180
        order by 1, 2 limit %d
        """
            .formatted(
                extent.south(),
                Extent.METRES_A_DEGREE / size,
                extent.west(),
                metresALongitude / size,
                MAX_CELLS + 1);
    return points.query(query, row -> new Cell(row.getInt(1), row.getInt(2)));
  }

  private MultiPolygon polygons(List<Cell> cells, double size) {
    Geometry joined = UnaryUnionOp.union(rows(cells));
    BufferParameters mitred =
        new BufferParameters(1, BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, 2);
    Geometry closed = buffer(buffer(joined, 0.5, mitred), -0.5, mitred);
    Geometry simplified = TopologyPreservingSimplifier.simplify(closed, MAX_DEVIATION);
    AffineTransformation toDegrees =
        AffineTransformation.scaleInstance(size / metresALongitude, size / Extent.METRES_A_DEGREE)
            .translate(extent.west(), extent.south());
    return valid(toDegrees.transform(simplified));
  }

  private static Geometry buffer(Geometry geometry, double cells, BufferParameters parameters) {
    return BufferOp.bufferOp(geometry, cells, parameters);
  }

  /// Rectangles of adjacent cells of a row, in cells.
  private static List<Geometry> rows(List<Cell> cells) {
    List<Geometry> rows = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= cells.size(); i++) {
      Cell last = cells.get(i - 1);
      if (i == cells.size()
          || cells.get(i).row() != last.row()
          || cells.get(i).column() != last.column() + 1) {
        rows.add(
            FACTORY.toGeometry(
                new Envelope(
                    cells.get(from).column(), last.column() + 1.0, last.row(), last.row() + 1.0)));
        from = i;
      }
    }
    return rows;
  }

  private static MultiPolygon valid(Geometry geometry) {
    Geometry valid = geometry.isValid() ? geometry : geometry.buffer(0);
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < valid.getNumGeometries(); i++) {
      if (valid.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        polygons.add(polygon);
      }
    }
    return FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }
}
