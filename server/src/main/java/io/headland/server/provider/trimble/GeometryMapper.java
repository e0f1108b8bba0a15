package io.headland.server.provider.trimble;

import io.headland.server.provider.Shape;
import io.headland.server.provider.Shape.Polygon;
import io.headland.server.provider.Shape.Position;
import io.headland.server.provider.Shape.Ring;
import io.headland.server.provider.trimble.BoundariesBody.GeometryBody;
import io.headland.server.provider.trimble.Coordinates.Point;
import io.headland.server.provider.trimble.Coordinates.Several;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Maps GeoJSON to shapes, unchanged. The first ring of a polygon is its outer ring, the others are
/// holes.
final class GeometryMapper {
  private GeometryMapper() {}

  /// Without polygons if the geometry has no area.
  static Shape shape(@Nullable GeometryBody geometry) {
    if (geometry == null || geometry.type() == null || geometry.coordinates() == null) {
      return new Shape(List.of());
    }
    return switch (geometry.type()) {
      case "Polygon" -> new Shape(List.of(polygon(geometry.coordinates())));
      case "MultiPolygon" ->
          new Shape(parts(geometry.coordinates()).stream().map(GeometryMapper::polygon).toList());
      default -> new Shape(List.of());
    };
  }

  private static Polygon polygon(Coordinates polygon) {
    List<Ring> rings = new ArrayList<>();
    for (Coordinates ring : parts(polygon)) {
      rings.add(new Ring(rings.isEmpty(), positions(ring)));
    }
    return new Polygon(rings);
  }

  private static List<Position> positions(Coordinates ring) {
    List<Position> positions = new ArrayList<>();
    for (Coordinates point : parts(ring)) {
      if (point instanceof Point(Position position) && isFinite(position)) {
        positions.add(position);
      }
    }
    return positions;
  }

  private static boolean isFinite(Position position) {
    return Double.isFinite(position.longitude()) && Double.isFinite(position.latitude());
  }

  private static List<Coordinates> parts(Coordinates coordinates) {
    return switch (coordinates) {
      case Several(List<Coordinates> parts) -> parts;
      case Point _ -> List.of();
    };
  }
}
