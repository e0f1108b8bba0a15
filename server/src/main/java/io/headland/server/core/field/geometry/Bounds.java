package io.headland.server.core.field.geometry;

import java.util.Optional;

/// The bounding box of a stored geometry in degrees, for searches by area.
public record Bounds(double west, double south, double east, double north) {

  /// The bounds of a MultiPolygon as [GeoJsonText] writes it; empty when it has no position.
  public static Optional<Bounds> of(String geometry) {
    double[] min = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] max = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    int axis = 0;
    int at = geometry.indexOf("\"coordinates\"") + "\"coordinates\"".length();
    while (at < geometry.length()) {
      char first = geometry.charAt(at);
      int end = at + 1;
      if (first == '-' || Character.isDigit(first)) {
        while (isOfNumber(geometry.charAt(end))) {
          end++;
        }
        double degrees = Double.parseDouble(geometry.substring(at, end));
        min[axis] = Math.min(min[axis], degrees);
        max[axis] = Math.max(max[axis], degrees);
        axis = 1 - axis;
      }
      at = end;
    }
    return min[0] > max[0]
        ? Optional.empty()
        : Optional.of(new Bounds(min[0], min[1], max[0], max[1]));
  }

  /// The text of a PostgreSQL `box`.
  public String toBox() {
    return "(" + east + "," + north + "),(" + west + "," + south + ")";
  }

  private static boolean isOfNumber(char c) {
    return Character.isDigit(c) || c == '.' || c == 'E' || c == 'e' || c == '-' || c == '+';
  }
}
