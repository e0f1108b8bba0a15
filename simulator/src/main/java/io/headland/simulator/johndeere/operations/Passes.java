package io.headland.simulator.johndeere.operations;

import java.util.ArrayList;
import java.util.List;

/// The lines that a machine drives in a field: first the headland along the boundary, then parallel
/// passes in alternating directions, which overlap by three percent.
final class Passes {
  private static final double OVERLAP = 0.97;

  /// Fewer samples in a pass are avoided by a wider machine.
  private static final int FEWEST_SAMPLES = 4;

  /// One straight line, in the metres of the outline.
  record Pass(double x1, double y1, double x2, double y2) {
    double length() {
      return Math.hypot(x2 - x1, y2 - y1);
    }

    /// Clockwise from north, in degrees.
    double heading() {
      double degrees = Math.toDegrees(Math.atan2(x2 - x1, y2 - y1));
      return degrees < 0 ? degrees + 360 : degrees;
    }
  }

  private final List<Pass> all = new ArrayList<>();
  private final double width;

  Passes(Outline outline, double machineWidth, int samples) {
    double extent = Math.min(outline.width(), outline.height());
    double least = Math.sqrt(FEWEST_SAMPLES * outline.height() * outline.width() / samples) / 4;
    width = Math.min(Math.max(machineWidth, least), extent / 5);
    if (width <= 0) {
      return;
    }
    all.addAll(outline.inset(width * 0.55));
    boolean west = false;
    for (double y = width * 1.5; y <= outline.height() - width * 1.5; y += width * OVERLAP) {
      addRow(outline, y, west);
      west = !west;
    }
  }

  private void addRow(Outline outline, double y, boolean west) {
    double[] crossings = outline.crossings(y);
    List<Pass> row = new ArrayList<>();
    for (int i = 0; i + 1 < crossings.length; i += 2) {
      double from = crossings[i] + width;
      double to = crossings[i + 1] - width;
      if (to > from) {
        row.add(west ? new Pass(to, y, from, y) : new Pass(from, y, to, y));
      }
    }
    all.addAll(west ? row.reversed() : row);
  }

  List<Pass> all() {
    return all;
  }

  /// The working width in metres.
  double width() {
    return width;
  }

  double length() {
    return all.stream().mapToDouble(Pass::length).sum();
  }
}
