package io.headland.server.core.machinefile.image;

/// A rectangle of pixels around the position of a point, with its length along the heading.
final class Strip {
  /// A pixel that is partly covered belongs to it, so that it has at least one.
  private static final double MIN_HALF = 0.75;

  private final double halfWidth;
  private final double halfLength;
  private final double sine;
  private final double cosine;

  /// @param heading clockwise from the north, in radians
  Strip(double heading, double halfWidth, double halfLength) {
    this.halfWidth = Math.max(MIN_HALF, halfWidth);
    this.halfLength = Math.max(MIN_HALF, halfLength);
    this.sine = Math.sin(heading);
    this.cosine = Math.cos(heading);
  }

  /// Pixels from the position to the upper and the lower end.
  double height() {
    return Math.abs(sine) * halfWidth + Math.abs(cosine) * halfLength;
  }

  /// The left end of a row; it is not to the left of the right end when the row is outside.
  ///
  /// @param down from the position
  double left(double down) {
    return Math.max(
        -reach(sine, halfLength, -cosine * down), -reach(cosine, halfWidth, sine * down));
  }

  double right(double down) {
    return Math.min(reach(sine, halfLength, cosine * down), reach(cosine, halfWidth, -sine * down));
  }

  /// The largest x with `|factor × x − offset| ≤ half`.
  private static double reach(double factor, double half, double offset) {
    if (Math.abs(factor) < 1e-9) {
      return Math.abs(offset) <= half ? Double.MAX_VALUE : -Double.MAX_VALUE;
    }
    return offset / factor + half / Math.abs(factor);
  }
}
