package io.headland.server.core.field.geometry;

import io.headland.server.provider.Shape;
import java.util.List;
import org.locationtech.jts.geom.MultiPolygon;

/// A field's boundary, checked, mended and measured.
///
/// @param geometry GeoJSON of type MultiPolygon on one line, in the ring order of RFC 7946
/// @param hectares as the provider states them, else of the area on the ground
/// @param problems what was wrong with the drawing, in words for programs joined by commas; blank
///   when nothing was
public record BoundaryShape(String geometry, double hectares, Validity validity, String problems) {

  static final String EMPTY = "emptyShape";

  /// Looks at a drawing. Takes any: what cannot be understood of it is left out and named among the
  /// problems.
  ///
  /// @param statedHectares by the provider; 0 when it states none
  /// @param fix mend what does not hold
  public static BoundaryShape of(Shape shape, double statedHectares, boolean fix) {
    DrawnShape drawn = DrawnShape.of(shape);
    ShapeCheck check = ShapeCheck.of(drawn, fix);
    MultiPolygon polygons = check.polygons();
    boolean isStated = statedHectares > 0 && statedHectares < Double.POSITIVE_INFINITY;
    return new BoundaryShape(
        GeoJsonText.of(polygons),
        isStated ? statedHectares : GroundArea.hectares(polygons),
        check.validity(),
        String.join(", ", check.problems()));
  }

  /// Whether the drawing encloses no area.
  public boolean isEmpty() {
    return List.of(problems.split(", ")).contains(EMPTY);
  }

  /// What a drawing is recognized by, so that an unchanged one need not be looked at again: 16
  /// bytes. It knows the exact numbers, also where two drawings come to the same geometry.
  public static byte[] digest(String providerFieldId, Shape shape, double statedHectares) {
    return new ShapeDigest().add(providerFieldId).add(shape).add(statedHectares).sixteenBytes();
  }
}
