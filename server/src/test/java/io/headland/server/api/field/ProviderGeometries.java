package io.headland.server.api.field;

import io.headland.server.provider.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Boundaries as providers send them.
public final class ProviderGeometries {
  private ProviderGeometries() {}

  public static Shape shape(Shape.Ring... rings) {
    return new Shape(List.of(new Shape.Polygon(Arrays.asList(rings))));
  }

  public static Shape.Ring shell(double... numbers) {
    return new Shape.Ring(true, positions(numbers));
  }

  public static Shape.Ring hole(double... numbers) {
    return new Shape.Ring(false, positions(numbers));
  }

  /// A field with this number of positions, about 800 m across.
  public static Shape round(int positions) {
    List<Shape.Position> ring = new ArrayList<>();
    for (int i = 0; i < positions; i++) {
      double angle = 2 * Math.PI * i / positions;
      ring.add(new Shape.Position(-93 + 0.005 * Math.cos(angle), 42 + 0.0036 * Math.sin(angle)));
    }
    ring.add(ring.getFirst());
    return shape(new Shape.Ring(true, ring));
  }

  private static List<Shape.Position> positions(double... numbers) {
    List<Shape.Position> positions = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      positions.add(new Shape.Position(numbers[i], numbers[i + 1]));
    }
    return positions;
  }
}
