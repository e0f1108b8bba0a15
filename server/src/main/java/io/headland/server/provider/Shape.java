package io.headland.server.provider;

import java.util.List;

/// An area on the ground, as a provider drew it: neither checked nor mended.
public record Shape(List<Polygon> polygons) {

  public Shape {
    polygons = List.copyOf(polygons);
  }

  /// One piece of it: rings in the order in which they came.
  public record Polygon(List<Ring> rings) {
    public Polygon {
      rings = List.copyOf(rings);
    }
  }

  /// A line around something.
  ///
  /// @param exterior false for a hole
  public record Ring(boolean exterior, List<Position> positions) {
    public Ring {
      positions = List.copyOf(positions);
    }
  }

  /// A place on WGS 84, in degrees.
  public record Position(double longitude, double latitude) {}
}
