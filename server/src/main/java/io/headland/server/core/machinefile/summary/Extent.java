package io.headland.server.core.machinefile.summary;

/// The smallest rectangle that contains all points, in degrees; NaN when no point has a position.
public record Extent(double west, double south, double east, double north) {
  /// On a sphere of the mean radius of the earth.
  public static final double METRES_A_DEGREE = 111_195;

  /// Whether no point has a position.
  public boolean isEmpty() {
    return Double.isNaN(west);
  }

  /// The length of a degree of longitude in the middle of the rectangle.
  public double metresALongitude() {
    return METRES_A_DEGREE * Math.max(0.01, Math.cos(Math.toRadians((south + north) / 2)));
  }
}
