package io.headland.server.core.machinefile.shapefile;

import java.nio.charset.StandardCharsets;

/// Parses decimal numbers of fixed width without creating objects. A large export has hundreds of
/// millions of them.
final class DecimalText {
  /// Returned for a text that is not a number.
  static final double INVALID = Double.NEGATIVE_INFINITY;

  /// Digits that a `long` can hold with any leading digit.
  private static final int MAX_DIGITS = 18;

  /// Integers up to this are exact as `double`.
  private static final long EXACT = 1L << 53;

  private static final double[] POWERS = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private DecimalText() {}

  /// NaN for blanks and for asterisks, [#INVALID] for anything else that is not a number. The
  /// result is the same as that of [Double#parseDouble].
  static double parse(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && (bytes[at] == ' ' || bytes[at] == 0)) {
      at++;
    }
    while (end > at && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
      end--;
    }
    if (at == end || bytes[at] == '*') {
      return Double.NaN;
    }
    boolean negative = bytes[at] == '-';
    int first = negative || bytes[at] == '+' ? at + 1 : at;
    long digits = 0;
    int count = 0;
    int decimals = -1;
    for (int i = first; i < end; i++) {
      byte character = bytes[i];
      if (character >= '0' && character <= '9' && count < MAX_DIGITS) {
        digits = digits * 10 + (character - '0');
        count += digits == 0 ? 0 : 1;
        decimals += decimals < 0 ? 0 : 1;
      } else if (character == '.' && decimals < 0) {
        decimals = 0;
      } else {
        return parseAny(bytes, at, end);
      }
    }
    int scale = Math.max(0, decimals);
    boolean isPoint = end - first == 1 && decimals == 0;
    if (end == first || isPoint || digits > EXACT || scale >= POWERS.length) {
      return parseAny(bytes, at, end);
    }
    // Both are exact, so that the quotient is the nearest double.
    double value = digits / POWERS[scale];
    return negative ? -value : value;
  }

  private static double parseAny(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    if (!text.chars().allMatch(character -> "+-.0123456789eE".indexOf(character) >= 0)) {
      return INVALID;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : INVALID;
    } catch (NumberFormatException _) {
      return INVALID;
    }
  }
}
