package io.headland.server.core.field.geometry;

import io.headland.server.provider.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

/// A provider's shape as polygons: all positions valid, all rings closed.
///
/// @param problems the omitted or completed parts, in the order of their detection
record DrawnShape(Nesting nesting, Set<String> problems) {
  static final GeometryFactory FACTORY = new GeometryFactory();

  /// Grid units per degree: positions have eight decimals.
  static final long UNITS_PER_DEGREE = 100_000_000;

  private static final int FEWEST_POSITIONS = 4;

  /// No field requires more positions or rings. Beyond them the nesting is not computed, since its
  /// time is not linear.
  private static final int MAX_POSITIONS = 100_000;

  private static final int MAX_RINGS = 5_000;

  static DrawnShape of(Shape shape) {
    Set<String> problems = new LinkedHashSet<>();
    List<DrawnRing> rings = new ArrayList<>();
    int positions = 0;
    for (Shape.Polygon polygon : shape.polygons()) {
      for (Shape.Ring ring : polygon.rings()) {
        List<Coordinate> line = line(ring, problems);
        if (line.size() >= FEWEST_POSITIONS) {
          LinearRing closed = FACTORY.createLinearRing(line.toArray(Coordinate[]::new));
          rings.add(DrawnRing.of(ring.type(), closed));
          positions += line.size();
        } else {
          problems.add("ringTooShort");
        }
      }
    }
    if (rings.isEmpty()) {
      problems.add(BoundaryShape.EMPTY);
    }
    boolean isTooLarge = isTooLarge(rings, positions, problems);
    return new DrawnShape(isTooLarge ? Nesting.flat(rings) : Nesting.of(rings, problems), problems);
  }

  private static boolean isTooLarge(List<DrawnRing> rings, int positions, Set<String> problems) {
    if (positions > MAX_POSITIONS) {
      problems.add("tooManyPositions");
    }
    if (rings.size() > MAX_RINGS) {
      problems.add("tooManyRings");
    }
    return positions > MAX_POSITIONS || rings.size() > MAX_RINGS;
  }

  /// The ring in grid units, without invalid and repeated positions; closed.
  private static List<Coordinate> line(Shape.Ring ring, Set<String> problems) {
    List<Coordinate> line = new ArrayList<>(ring.positions().size() + 1);
    for (Shape.Position position : ring.positions()) {
      if (isValid(position)) {
        Coordinate next =
            new Coordinate(rounded(position.longitude()), rounded(position.latitude()));
        if (line.isEmpty() || !line.getLast().equals2D(next)) {
          line.add(next);
        }
      } else {
        problems.add("positionOutOfRange");
      }
    }
    Antimeridian.unwrap(line);
    if (line.size() > 1 && !line.getFirst().equals2D(line.getLast())) {
      problems.add("ringNotClosed");
      line.add(line.getFirst().copy());
    }
    return line;
  }

  /// Longitudes beyond 180 are accepted, as another notation for shapes across the antimeridian.
  private static boolean isValid(Shape.Position position) {
    return Math.abs(position.longitude()) <= 360 && Math.abs(position.latitude()) <= 90;
  }

  private static double rounded(double degrees) {
    // Plus zero, to convert a negative zero.
    return (double) Math.round(degrees * UNITS_PER_DEGREE) / UNITS_PER_DEGREE + 0.0;
  }
}
