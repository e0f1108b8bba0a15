package io.headland.server.core.field.geometry;

import io.headland.server.provider.Shape;
import java.util.List;
import org.locationtech.jts.geom.MultiPolygon;

/// A field's boundary, validated, repaired and measured.
///
/// @param geometry GeoJSON of type MultiPolygon on one line, in the ring order of RFC 7946
/// @param hectares as the provider states them, otherwise the geodesic area
/// @param problems the defects of the provider's geometry, as codes joined by commas; blank for
///   none
public record BoundaryShape(String geometry, double hectares, Validity validity, String problems) {

  static final String EMPTY = "emptyShape";

  /// Evaluates a shape. Parts that cannot be interpreted are omitted and listed among the problems.
  ///
  /// @param statedHectares by the provider; 0 when it states none
  /// @param fix repair invalid geometries
  public static BoundaryShape of(Shape shape, double statedHectares, boolean fix) {
    DrawnShape drawn = DrawnShape.of(shape);
    ShapeCheck check = ShapeCheck.of(drawn, fix);
    MultiPolygon polygons = check.polygons();
    boolean isStated = statedHectares > 0 && statedHectares < Double.POSITIVE_INFINITY;
    return new BoundaryShape(
        GeoJsonText.of(polygons),
        isStated ? statedHectares : GeodesicArea.hectares(polygons),
        check.validity(),
        String.join(", ", check.problems()));
  }

  /// Whether the shape encloses no area.
  public boolean isEmpty() {
    return List.of(problems.split(", ")).contains(EMPTY);
  }

  /// A digest of a shape, by which unchanged ones are recognized: 16 bytes. It includes the exact
  /// numbers, even if two shapes result in the same geometry.
  public static byte[] digest(String providerFieldId, Shape shape, double statedHectares) {
    return new ShapeDigest().add(providerFieldId).add(shape).add(statedHectares).sixteenBytes();
  }
}
