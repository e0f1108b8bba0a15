package io.headland.server.core.field.geometry;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/// Intersections of polygons. The polygons are valid.
public final class Overlap {
  private static final double PER_CENT = 100;

  private Overlap() {}

  /// Whether one geometry covers at least the given share of a field, or the field that of the
  /// geometry.
  ///
  /// @param threshold in per cent of the area on the ellipsoid
  public static boolean reaches(MultiPolygon geometry, MultiPolygon field, double threshold) {
    double common = GeodesicArea.hectares(common(geometry, field));
    return reaches(common, GeodesicArea.hectares(field), threshold)
        || reaches(common, GeodesicArea.hectares(geometry), threshold);
  }

  private static boolean reaches(double common, double total, double threshold) {
    return common > 0 && common / total * PER_CENT >= threshold;
  }

  public static MultiPolygon common(MultiPolygon first, MultiPolygon second) {
    Geometry common = OverlayNGRobust.overlay(first, second, OverlayNG.INTERSECTION);
    MultiPolygon polygons = Antimeridian.onGrid(common);
    return polygons.isEmpty() ? DrawnShape.FACTORY.createMultiPolygon() : polygons;
  }
}
