package io.headland.server.provider.johndeere;

import io.headland.server.provider.Shape;
import io.headland.server.provider.Shape.Polygon;
import io.headland.server.provider.Shape.Position;
import io.headland.server.provider.Shape.Ring;
import io.headland.server.provider.Shape.RingType;
import io.headland.server.provider.johndeere.BoundaryBody.AreaBody;
import io.headland.server.provider.johndeere.BoundaryBody.PolygonBody;
import io.headland.server.provider.johndeere.BoundaryBody.RingBody;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The geometry of a boundary, unchanged except for invalid positions.
final class ShapeMapper {
  private static final double HECTARES_PER_ACRE = 0.40468564224;

  private ShapeMapper() {}

  static Shape shape(BoundaryBody boundary) {
    return new Shape(some(boundary.multipolygons()).map(ShapeMapper::polygon).toList());
  }

  /// 0 if the response has no valid area.
  static double hectares(BoundaryBody boundary) {
    AreaBody area = boundary.area();
    if (area == null || !Double.isFinite(area.valueAsDouble()) || area.valueAsDouble() < 0) {
      return 0;
    }
    return switch (Objects.requireNonNullElse(area.unit(), "").toLowerCase(Locale.ROOT)) {
      case "ha" -> area.valueAsDouble();
      case "ac" -> area.valueAsDouble() * HECTARES_PER_ACRE;
      default -> 0;
    };
  }

  /// Whether a point is not a position: the shape would be incomplete.
  static boolean lacksPositions(BoundaryBody boundary) {
    return some(boundary.multipolygons())
        .flatMap(polygon -> some(polygon.rings()))
        .flatMap(ring -> some(ring.points()))
        .anyMatch(point -> !Double.isFinite(point.lat()) || !Double.isFinite(point.lon()));
  }

  private static Polygon polygon(PolygonBody polygon) {
    return new Polygon(some(polygon.rings()).map(ShapeMapper::ring).toList());
  }

  private static Ring ring(RingBody ring) {
    List<Position> positions =
        some(ring.points())
            .map(point -> new Position(point.lon(), point.lat()))
            .filter(it -> Double.isFinite(it.longitude()) && Double.isFinite(it.latitude()))
            .toList();
    return new Ring(type(Objects.requireNonNullElse(ring.type(), "")), positions);
  }

  private static RingType type(String type) {
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "exterior" -> RingType.EXTERIOR;
      case "interior" -> RingType.INTERIOR;
      default -> RingType.UNSTATED;
    };
  }

  private static <T> Stream<T> some(@Nullable List<@Nullable T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }
}
