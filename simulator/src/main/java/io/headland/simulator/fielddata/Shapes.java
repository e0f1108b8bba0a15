package io.headland.simulator.fielddata;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Rings, valid and invalid.
public final class Shapes {
  private Shapes() {}

  /// A square at a random position in the corn belt, one in four with a hole.
  static List<Boundary.Ring> generate(SplittableRandom chance) {
    double lat = 38 + chance.nextInt(8_000) / 1_000.0;
    double lon = -100 + chance.nextInt(12_000) / 1_000.0;
    double side = 0.002 + chance.nextInt(60) / 10_000.0;
    List<Boundary.Ring> rings = square(lat, lon, side);
    return chance.nextInt(4) == 0 ? withHole(rings) : rings;
  }

  /// A square given by its south-western corner, in degrees.
  public static List<Boundary.Ring> square(double lat, double lon, double side) {
    return List.of(new Boundary.Ring(true, true, corners(lat, lon, side)));
  }

  private static List<Boundary.Point> corners(double lat, double lon, double side) {
    return List.of(
        point(lat, lon),
        point(lat, lon + side),
        point(lat + side, lon + side),
        point(lat + side, lon),
        point(lat, lon));
  }

  /// The same outer ring with one impassable square hole in its middle.
  public static List<Boundary.Ring> withHole(List<Boundary.Ring> rings) {
    Box box = Box.around(rings);
    List<Boundary.Ring> more =
        new ArrayList<>(rings.stream().filter(Boundary.Ring::exterior).toList());
    double side = Math.min(box.north - box.south, box.east - box.west) / 8;
    List<Boundary.Point> hole =
        corners(
            box.south + (box.north - box.south) / 3, box.west + (box.east - box.west) / 3, side);
    more.add(new Boundary.Ring(false, false, hole));
    return more;
  }

  public static List<Boundary.Ring> shifted(List<Boundary.Ring> rings, double lat, double lon) {
    return moved(rings, point -> point(point.lat() + lat, point.lon() + lon));
  }

  /// Scaled about the centre.
  public static List<Boundary.Ring> scaled(List<Boundary.Ring> rings, double factor) {
    Box box = Box.around(rings);
    double lat = (box.south + box.north) / 2;
    double lon = (box.west + box.east) / 2;
    return moved(
        rings,
        point -> point(lat + (point.lat() - lat) * factor, lon + (point.lon() - lon) * factor));
  }

  /// The outer ring made invalid in the given way; holes are removed.
  public static List<Boundary.Ring> invalid(List<Boundary.Ring> rings, RingDefect defect) {
    Box box = Box.around(rings);
    Boundary.Point southWest = point(box.south, box.west);
    Boundary.Point southEast = point(box.south, box.east);
    Boundary.Point northEast = point(box.north, box.east);
    Boundary.Point northWest = point(box.north, box.west);
    List<Boundary.Point> points =
        switch (defect) {
          case TOO_FEW_POINTS -> List.of(southWest, northEast, southWest);
          case NOT_CLOSED -> List.of(southWest, southEast, northEast, northWest);
          case BOW_TIE -> List.of(southWest, northEast, southEast, northWest, southWest);
          case NO_POINTS -> List.of();
        };
    return List.of(new Boundary.Ring(true, true, points));
  }

  private static List<Boundary.Ring> moved(
      List<Boundary.Ring> rings, UnaryOperator<Boundary.Point> move) {
    return rings.stream()
        .map(ring -> ring.withPoints(ring.points().stream().map(move).toList()))
        .toList();
  }

  private static Boundary.Point point(double lat, double lon) {
    return new Boundary.Point(
        Math.round(lat * 1_000_000) / 1_000_000.0, Math.round(lon * 1_000_000) / 1_000_000.0);
  }

  private record Box(double south, double west, double north, double east) {
    /// The bounding box; a default square when there is no point.
    static Box around(List<Boundary.Ring> rings) {
      List<Boundary.Point> points = rings.stream().flatMap(r -> r.points().stream()).toList();
      if (points.isEmpty()) {
        return new Box(41, -93, 41.005, -92.995);
      }
      return new Box(
          points.stream().mapToDouble(Boundary.Point::lat).min().orElse(0),
          points.stream().mapToDouble(Boundary.Point::lon).min().orElse(0),
          points.stream().mapToDouble(Boundary.Point::lat).max().orElse(0),
          points.stream().mapToDouble(Boundary.Point::lon).max().orElse(0));
    }
  }
}
