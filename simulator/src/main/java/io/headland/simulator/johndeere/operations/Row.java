package io.headland.simulator.johndeere.operations;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One row of an attribute table, reused for all rows.
final class Row {
  private static final long SCALE = 100_000_000L;

  private final byte[] bytes;
  private final TimeTexts times = new TimeTexts();
  private int position;

  Row(int length) {
    bytes = new byte[length];
  }

  TimeTexts times() {
    return times;
  }

  /// Begins a row that is not marked as deleted.
  void begin() {
    bytes[0] = ' ';
    position = 1;
  }

  byte[] bytes() {
    return bytes;
  }

  /// A number with eight decimals, right-aligned; blanks for NaN.
  void decimal(double value, int width) {
    if (Double.isNaN(value)) {
      blanks(width);
      return;
    }
    long scaled = Math.round(Math.abs(value) * SCALE);
    int end = position + width;
    int at = end;
    for (int i = 0; i < 8; i++) {
      bytes[--at] = (byte) ('0' + scaled % 10);
      scaled /= 10;
    }
    bytes[--at] = '.';
    digits(scaled, value < 0, at, end);
  }

  void integer(int value, int width) {
    int end = position + width;
    digits(Math.abs(value), value < 0, end, end);
  }

  private void digits(long value, boolean negative, int from, int end) {
    int at = from;
    long left = value;
    do {
      bytes[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0 && at > position);
    if (negative && at > position) {
      bytes[--at] = '-';
    }
    Arrays.fill(bytes, position, at, (byte) ' ');
    position = end;
  }

  /// Text, cut at the width.
  void text(String text, int width) {
    byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = Math.min(encoded.length, width);
    System.arraycopy(encoded, 0, bytes, position, length);
    Arrays.fill(bytes, position + length, position + width, (byte) ' ');
    position += width;
  }

  private void blanks(int width) {
    Arrays.fill(bytes, position, position + width, (byte) ' ');
    position += width;
  }
}
