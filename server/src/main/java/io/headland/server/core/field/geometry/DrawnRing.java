package io.headland.server.core.field.geometry;

import io.headland.server.provider.Shape.RingType;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.InteriorPointArea;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/// A closed ring of a shape, on the grid of the output.
///
/// @param area in square degrees, as if the ring were simple; only for comparison
record DrawnRing(RingType type, LinearRing line, double area) {

  static DrawnRing of(RingType type, LinearRing line) {
    return new DrawnRing(type, line, Area.ofRing(line.getCoordinateSequence()));
  }

  DrawnRing moved(LinearRing to) {
    return new DrawnRing(type, to, area);
  }

  DrawnRing unstated() {
    return new DrawnRing(RingType.UNSTATED, line, area);
  }

  Polygon polygon() {
    return DrawnShape.FACTORY.createPolygon(line);
  }

  /// A position in the interior of the ring; on it when it encloses nothing.
  Coordinate interiorPoint() {
    Coordinate inside = InteriorPointArea.getInteriorPoint(polygon());
    return inside == null ? line.getCoordinateN(0) : inside;
  }
}
