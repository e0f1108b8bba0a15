package io.headland.server.provider;

import java.util.List;

/// An area on the ground, as a provider drew it: neither checked nor mended.
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

  /// One piece of it: rings in the order in which they came.
  public record Polygon(List<Ring> rings) {
    public Polygon {
      rings = List.copyOf(rings);
    }
  }

  /// What a provider calls a ring.
  public enum RingType {
    EXTERIOR,
    INTERIOR,
    /// The provider does not say: what the ring lies in decides.
    UNSTATED
  }

  /// A line around something.
  public record Ring(RingType type, List<Position> positions) {
    public Ring {
      positions = List.copyOf(positions);
    }

    /// A ring of a format in which every ring is either the outside of a polygon or a hole.
    public Ring(boolean exterior, List<Position> positions) {
      this(exterior ? RingType.EXTERIOR : RingType.INTERIOR, positions);
    }
  }

  /// A place on WGS 84, in degrees.
  public record Position(double longitude, double latitude) {}
}
