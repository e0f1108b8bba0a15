package io.headland.server.provider;

import java.util.List;

/// An area in the form of the provider: neither validated nor repaired.
public record Shape(List<Polygon> polygons) {

  public Shape {
    polygons = List.copyOf(polygons);
  }

  /// Whether no ring has three different positions, so that there is no area.
  public boolean isEmpty() {
    return polygons.stream()
        .flatMap(polygon -> polygon.rings().stream())
        .allMatch(ring -> ring.positions().stream().distinct().limit(3).count() < 3);
  }

  /// A polygon: rings in their original order.
  public record Polygon(List<Ring> rings) {
    public Polygon {
      rings = List.copyOf(rings);
    }
  }

  /// The type of a ring at the provider.
  public enum RingType {
    EXTERIOR,
    INTERIOR,
    /// The provider does not state it: the containing ring decides.
    UNSTATED
  }

  /// A closed line.
  public record Ring(RingType type, List<Position> positions) {
    public Ring {
      positions = List.copyOf(positions);
    }

    /// A ring of a format in which every ring is either the outer ring of a polygon or a hole.
    public Ring(boolean exterior, List<Position> positions) {
      this(exterior ? RingType.EXTERIOR : RingType.INTERIOR, positions);
    }
  }

  /// A position on WGS 84, in degrees.
  public record Position(double longitude, double latitude) {}
}
