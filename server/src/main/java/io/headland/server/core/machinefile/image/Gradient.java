package io.headland.server.core.machinefile.image;

/// Colors between those of a ramp.
final class Gradient {
  /// A PNG file has 256 colors at most, of which one is transparent.
  private static final int COLORS = 255;

  private Gradient() {}

  /// Colors at equal distances over the whole range.
  ///
  /// @param stops the positions of the ramp's colors in percent, ascending from 0 to 100
  static int[] colors(ColorRamp ramp, double... stops) {
    int[] colors = new int[COLORS];
    int stop = 0;
    for (int i = 0; i < COLORS; i++) {
      double percent = 100.0 * i / (COLORS - 1);
      while (stop < stops.length - 2 && percent > stops[stop + 1]) {
        stop++;
      }
      double share = (percent - stops[stop]) / (stops[stop + 1] - stops[stop]);
      colors[i] = between(ramp.color(stop), ramp.color(stop + 1), Math.clamp(share, 0, 1));
    }
    return colors;
  }

  private static int between(int from, int to, double share) {
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int first = from >> shift & 0xFF;
      int second = to >> shift & 0xFF;
      color |= (int) Math.round(first + (second - first) * share) << shift;
    }
    return color;
  }
}
