package io.headland.server.core.field.geometry;

import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/// Writes GeoJSON (RFC 7946): the outer ring counterclockwise and first, holes clockwise, and at
/// most eight decimals, which is a millimetre.
public final class GeoJsonText {
  private static final int CHARACTERS_A_POSITION = 28;

  private final StringBuilder text;

  private GeoJsonText(int positions) {
    text = new StringBuilder(64 + positions * CHARACTERS_A_POSITION);
  }

  public static String of(MultiPolygon polygons) {
    return new GeoJsonText(polygons.getNumPoints()).write(polygons);
  }

  private String write(MultiPolygon polygons) {
    text.append("{\"type\":\"MultiPolygon\",\"coordinates\":[");
    for (int i = 0; i < polygons.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) polygons.getGeometryN(i);
      text.append(i > 0 ? ",[" : "[");
      write(polygon.getExteriorRing(), true);
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        text.append(',');
        write(polygon.getInteriorRingN(hole), false);
      }
      text.append(']');
    }
    return text.append("]}").toString();
  }

  private void write(LinearRing ring, boolean counterclockwise) {
    CoordinateSequence positions = ring.getCoordinateSequence();
    // JTS defines the area of a clockwise ring as positive.
    double clockwise = Area.ofRingSigned(positions);
    boolean isBackwards = counterclockwise ? clockwise > 0 : clockwise < 0;
    text.append('[');
    for (int i = 0; i < positions.size(); i++) {
      int at = isBackwards ? positions.size() - 1 - i : i;
      text.append(i > 0 ? ",[" : "[");
      write(positions.getX(at));
      text.append(',');
      write(positions.getY(at));
      text.append(']');
    }
    text.append(']');
  }

  private void write(double degrees) {
    long units = Math.round(degrees * DrawnShape.UNITS_PER_DEGREE);
    if (units < 0) {
      text.append('-');
    }
    long whole = Math.abs(units) / DrawnShape.UNITS_PER_DEGREE;
    long rest = Math.abs(units) % DrawnShape.UNITS_PER_DEGREE;
    text.append(whole);
    for (long digit = DrawnShape.UNITS_PER_DEGREE / 10; rest > 0; digit /= 10) {
      text.append(digit == DrawnShape.UNITS_PER_DEGREE / 10 ? "." : "")
          .append((char) ('0' + rest / digit));
      rest %= digit;
    }
  }
}
