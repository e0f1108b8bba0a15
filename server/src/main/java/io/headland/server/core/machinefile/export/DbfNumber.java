package io.headland.server.core.machinefile.export;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// The form of numbers in a column of a .dbf file: with at least 17 significant digits for the
/// largest value, and at most 15 decimals. In plain notation, unless a value has 16 digits or more
/// before the point.
///
/// @param width characters of the column
record DbfNumber(int width, int decimals, boolean isPlain) {
  private static final double LARGEST_PLAIN = 1e15;
  private static final int DIGITS = 17;
  private static final int MAX_DECIMALS = 15;

  /// The longest text of [Double#toString].
  private static final int SCIENTIFIC_WIDTH = 24;

  /// The form for the values of a range.
  static DbfNumber of(double min, double max) {
    double largest = Math.max(Math.abs(min), Math.abs(max));
    if (!(largest < LARGEST_PLAIN)) {
      return new DbfNumber(SCIENTIFIC_WIDTH, MAX_DECIMALS, false);
    }
    int integer = Long.toString((long) largest).length();
    int decimals = Math.min(MAX_DECIMALS, DIGITS - integer);
    return new DbfNumber((min < 0 ? 1 : 0) + integer + 1 + decimals, decimals, true);
  }

  /// A form for whole numbers.
  static DbfNumber integer(int digits) {
    return new DbfNumber(digits, 0, true);
  }

  /// The text of a value of the range.
  String text(double value) {
    String shortest = Double.toString(value);
    if (!isPlain) {
      return shortest;
    }
    int missing = shortest.indexOf('.') + 1 + decimals - shortest.length();
    if (missing >= 0 && shortest.indexOf('E') < 0) {
      return missing == 0 ? shortest : shortest + "0".repeat(missing);
    }
    return new BigDecimal(shortest).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
