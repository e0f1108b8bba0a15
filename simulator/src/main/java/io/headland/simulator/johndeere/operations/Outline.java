package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.Boundary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rings of a boundary in metres east and north of their south-western corner.
final class Outline {
  private static final double METRES_PER_DEGREE = 111_195.0;

  /// The corners of a ring, in metres east and north.
  private static final class Line {
    private final double[] x;
    private final double[] y;

    Line(double[] x, double[] y) {
      this.x = x;
      this.y = y;
    }

    double[] x() {
      return x;
    }

    double[] y() {
      return y;
    }
  }

  private final double south;
  private final double west;
  private final double shrink;
  private final List<Line> exteriors = new ArrayList<>();
  private final List<Line> all = new ArrayList<>();
  private double width;
  private double height;

  Outline(List<Boundary.Ring> rings) {
    List<Boundary.Point> points = rings.stream().flatMap(r -> r.points().stream()).toList();
    south = points.stream().mapToDouble(Boundary.Point::lat).min().orElse(0);
    west = points.stream().mapToDouble(Boundary.Point::lon).min().orElse(0);
    shrink = Math.cos(Math.toRadians(south));
    for (Boundary.Ring ring : rings) {
      Line line = line(ring.points());
      all.add(line);
      if (ring.exterior()) {
        exteriors.add(line);
      }
    }
  }

  private Line line(List<Boundary.Point> points) {
    double[] x = new double[points.size()];
    double[] y = new double[points.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (points.get(i).lon() - west) * METRES_PER_DEGREE * shrink;
      y[i] = (points.get(i).lat() - south) * METRES_PER_DEGREE;
      width = Math.max(width, x[i]);
      height = Math.max(height, y[i]);
    }
    return new Line(x, y);
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  double lat(double y) {
    return south + y / METRES_PER_DEGREE;
  }

  double lon(double x) {
    return west + x / (METRES_PER_DEGREE * shrink);
  }

  /// Whether a position is in the field and in no hole.
  boolean contains(double x, double y) {
    boolean inside = false;
    for (double crossing : crossings(y)) {
      inside ^= crossing < x;
    }
    return inside;
  }

  /// Where a line from west to east crosses the rings, from west to east.
  double[] crossings(double y) {
    double[] found = new double[8];
    int count = 0;
    for (Line line : all) {
      for (int i = 0, n = line.x().length; i < n; i++) {
        int next = (i + 1) % n;
        double from = line.y()[i];
        double to = line.y()[next];
        if ((from <= y) != (to <= y)) {
          found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
          double share = (y - from) / (to - from);
          found[count++] = line.x()[i] + share * (line.x()[next] - line.x()[i]);
        }
      }
    }
    double[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /// The edges of the outer rings, moved towards the centre by about a distance.
  List<Passes.Pass> inset(double distance) {
    double factor = 1 - 2 * distance / Math.min(width, height);
    List<Passes.Pass> edges = new ArrayList<>();
    for (Line line : exteriors) {
      for (int i = 0; i + 1 < line.x().length; i++) {
        edges.add(
            new Passes.Pass(
                toCentre(line.x()[i], width, factor),
                toCentre(line.y()[i], height, factor),
                toCentre(line.x()[i + 1], width, factor),
                toCentre(line.y()[i + 1], height, factor)));
      }
    }
    return edges.stream().filter(edge -> edge.length() > 0).toList();
  }

  private static double toCentre(double value, double extent, double factor) {
    return extent / 2 + (value - extent / 2) * factor;
  }
}
