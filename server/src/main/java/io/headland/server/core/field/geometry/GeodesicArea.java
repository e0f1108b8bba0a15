package io.headland.server.core.field.geometry;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.PolygonArea;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/// The area of polygons on the ellipsoid of WGS 84.
final class GeodesicArea {
  private static final double SQUARE_METRES_A_HECTARE = 10_000;

  private GeodesicArea() {}

  static double hectares(MultiPolygon polygons) {
    double squareMetres = 0;
    for (int i = 0; i < polygons.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) polygons.getGeometryN(i);
      squareMetres += squareMetres(polygon.getExteriorRing());
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        squareMetres -= squareMetres(polygon.getInteriorRingN(hole));
      }
    }
    // Holes outside of their shell can be larger than it.
    return Math.max(0, squareMetres) / SQUARE_METRES_A_HECTARE;
  }

  private static double squareMetres(LinearRing ring) {
    PolygonArea area = new PolygonArea(Geodesic.WGS84, false);
    CoordinateSequence positions = ring.getCoordinateSequence();
    for (int i = 0; i < positions.size() - 1; i++) {
      area.AddPoint(positions.getY(i), positions.getX(i));
    }
    return Math.abs(area.Compute(false, true).area);
  }
}
