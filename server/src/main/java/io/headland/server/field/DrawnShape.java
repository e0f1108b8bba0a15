package io.headland.server.field;

import io.headland.server.provider.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/// A provider's drawing as polygons: every position a place on the ground, every ring closed.
///
/// @param problems what had to be left out or completed to get there, in the order of finding
record DrawnShape(MultiPolygon polygons, Set<String> problems) {
  static final GeometryFactory FACTORY = new GeometryFactory();

  /// Grains to the degree: positions are kept to eight places behind the point.
  static final long GRAINS = 100_000_000;

  private static final int FEWEST_POSITIONS = 4;

  static DrawnShape of(Shape shape) {
    Set<String> problems = new LinkedHashSet<>();
    List<Polygon> polygons = new ArrayList<>();
    for (Shape.Polygon polygon : shape.polygons()) {
      polygons.addAll(polygons(polygon, problems));
    }
    if (polygons.isEmpty()) {
      problems.add("emptyShape");
    }
    return new DrawnShape(FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new)), problems);
  }

  private static List<Polygon> polygons(Shape.Polygon drawn, Set<String> problems) {
    List<LinearRing> shells = new ArrayList<>();
    List<LinearRing> holes = new ArrayList<>();
    for (Shape.Ring ring : drawn.rings()) {
      List<Coordinate> line = line(ring, problems);
      if (line.size() >= FEWEST_POSITIONS) {
        LinearRing closed = FACTORY.createLinearRing(line.toArray(Coordinate[]::new));
        (ring.exterior() ? shells : holes).add(closed);
      } else {
        problems.add("ringTooShort");
      }
    }
    if (shells.isEmpty() && !holes.isEmpty()) {
      problems.add("holeOutsideShell");
    }
    return Shells.withHoles(shells, holes);
  }

  /// The ring in grains, without what is no place and without what stands still; closed.
  private static List<Coordinate> line(Shape.Ring ring, Set<String> problems) {
    List<Coordinate> line = new ArrayList<>(ring.positions().size() + 1);
    for (Shape.Position position : ring.positions()) {
      if (isPlace(position)) {
        Coordinate next =
            new Coordinate(rounded(position.longitude()), rounded(position.latitude()));
        if (line.isEmpty() || !line.getLast().equals2D(next)) {
          line.add(next);
        }
      } else {
        problems.add("positionOutOfRange");
      }
    }
    Seam.straighten(line);
    if (line.size() > 1 && !line.getFirst().equals2D(line.getLast())) {
      problems.add("ringNotClosed");
      line.add(line.getFirst().copy());
    }
    return line;
  }

  /// East of 180 is understood: it is another way to draw across the date line.
  private static boolean isPlace(Shape.Position position) {
    return Math.abs(position.longitude()) <= 360 && Math.abs(position.latitude()) <= 90;
  }

  private static double rounded(double degrees) {
    // Plus zero: a negative zero is none.
    return (double) Math.round(degrees * GRAINS) / GRAINS + 0.0;
  }
}
