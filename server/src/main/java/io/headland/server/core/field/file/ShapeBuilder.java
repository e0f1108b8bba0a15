package io.headland.server.core.field.file;

import io.headland.server.provider.Shape;
import java.util.ArrayList;
import java.util.List;

/// Collects the rings of one shape and validates them: coordinates in range, rings closed and of at
/// least four positions, and at most the allowed number of positions.
final class ShapeBuilder {
  private static final int FEWEST_POSITIONS = 4;

  private final int maxPositions;
  private final List<Shape.Polygon> polygons = new ArrayList<>();
  private List<Shape.Ring> rings = new ArrayList<>();
  private List<Shape.Position> positions = new ArrayList<>();
  private int count;

  ShapeBuilder(int maxPositions) {
    this.maxPositions = maxPositions;
  }

  void add(double longitude, double latitude) {
    if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
      throw new GeometryException(
          "A coordinate is out of range: a longitude must be between -180 and 180, a latitude"
              + " between -90 and 90, in this order.");
    }
    count++;
    if (count > maxPositions) {
      throw new GeometryException(
          "The geometry has more than " + maxPositions + " positions, which is the limit.");
    }
    positions.add(new Shape.Position(longitude, latitude));
  }

  void endRing(boolean exterior) {
    if (positions.size() < FEWEST_POSITIONS) {
      throw new GeometryException("A ring has fewer than four positions.");
    }
    if (!positions.getFirst().equals(positions.getLast())) {
      throw new GeometryException(
          "A ring is not closed: its first and its last position must be equal.");
    }
    rings.add(new Shape.Ring(exterior, positions));
    positions = new ArrayList<>();
  }

  void endPolygon() {
    if (rings.isEmpty()) {
      throw new GeometryException("A polygon has no ring.");
    }
    polygons.add(new Shape.Polygon(rings));
    rings = new ArrayList<>();
  }

  boolean isEmpty() {
    return polygons.isEmpty();
  }

  Shape build() {
    if (polygons.isEmpty()) {
      throw new GeometryException("The geometry has no polygon.");
    }
    return new Shape(polygons);
  }
}
