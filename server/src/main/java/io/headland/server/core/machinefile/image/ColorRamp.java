package io.headland.server.core.machinefile.image;

import java.util.List;

/// Seven colors from the lowest to the highest values.
public enum ColorRamp {
  /// Leaf's, from red to green.
  LEAF("C80000 FF2800 FF9600 FFF000 00E600 00BE00 008200"),

  /// Colors of matplotlib's viridis at equal distances. Its brightness increases evenly, so that it
  /// can be read with each kind of color blindness and in gray.
  VIRIDIS("440154 443983 31688E 21918C 35B779 90D743 FDE725");

  private static final int DIGITS = 6;

  private final String colors;

  ColorRamp(String colors) {
    this.colors = colors;
  }

  /// The number of colors.
  public int size() {
    return (colors.length() + 1) / (DIGITS + 1);
  }

  private String digits(int index) {
    int from = index * (DIGITS + 1);
    return colors.substring(from, from + DIGITS);
  }

  /// Red, green and blue in the lower three bytes.
  int color(int index) {
    return Integer.parseInt(digits(index), 16);
  }

  /// Red, green and blue from 0 to 255.
  public List<Integer> components(int index) {
    int color = color(index);
    return List.of(color >> 16, color >> 8 & 0xFF, color & 0xFF);
  }

  /// Leaf's `colorCode` in a legend, such as `#C80000`.
  public String code(int index) {
    return "#" + digits(index);
  }
}
