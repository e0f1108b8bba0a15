package io.headland.simulator.fielddata;

import java.time.Instant;
import java.util.List;

/// A boundary of one field; its area is computed from the rings.
public record Boundary(
    String id,
    String name,
    String sourceType,
    boolean active,
    boolean archived,
    boolean irrigated,
    Instant createdTime,
    Instant modifiedTime,
    List<Ring> rings) {
  public Boundary {
    rings = List.copyOf(rings);
  }

  /// A closed line: the outer ring of an area, or a hole in it.
  ///
  /// @param polygon the index of the polygon of the boundary, from 0
  public record Ring(int polygon, boolean exterior, boolean passable, List<Point> points) {
    public Ring {
      points = List.copyOf(points);
    }

    /// A ring of the first polygon.
    public Ring(boolean exterior, boolean passable, List<Point> points) {
      this(0, exterior, passable, points);
    }

    /// The same ring with other points.
    public Ring withPoints(List<Point> others) {
      return new Ring(polygon, exterior, passable, others);
    }
  }

  /// A position in degrees.
  public record Point(double lat, double lon) {}

  /// The same boundary with other rings.
  public Boundary withRings(List<Ring> others, Instant at) {
    return new Boundary(id, name, sourceType, active, archived, irrigated, createdTime, at, others);
  }

  public Boundary active(boolean on) {
    return new Boundary(
        id, name, sourceType, on, archived, irrigated, createdTime, modifiedTime, rings);
  }

  public double hectares() {
    double squareMetres = 0;
    for (Ring ring : rings) {
      squareMetres += ring.exterior() ? area(ring.points()) : -area(ring.points());
    }
    return Math.round(Math.max(0, squareMetres)) / 10_000.0;
  }

  /// Planar area at the latitude of the ring; for fields the error is a few parts in ten thousand.
  private static double area(List<Point> points) {
    if (points.isEmpty()) {
      return 0;
    }
    double metresPerDegree = 111_195.0;
    double shrink = Math.cos(Math.toRadians(points.getFirst().lat()));
    double twice = 0;
    for (int i = 0; i < points.size(); i++) {
      Point a = points.get(i);
      Point b = points.get((i + 1) % points.size());
      twice += (a.lon() * b.lat() - b.lon() * a.lat()) * shrink;
    }
    return Math.abs(twice) / 2 * metresPerDegree * metresPerDegree;
  }
}
