package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.PointTime;
import java.time.DateTimeException;
import java.time.LocalDate;

/// Parses times of the form `2017-10-27T08:56:52.124Z`, with zero to nine decimals of a second,
/// without creating objects for each.
final class TimeText {
  /// Returned for a text that is not a time.
  static final long INVALID = Long.MIN_VALUE;

  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int MILLIS_DIGITS = 3;

  private TimeText() {}

  static long parse(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    while (end > at && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
      end--;
    }
    if (end - at <= FORM.length() || bytes[end - 1] != 'Z' || !hasForm(bytes, at)) {
      return INVALID;
    }
    int millis = millis(bytes, at + FORM.length(), end - 1);
    int hour = number(bytes, at + 11, 2);
    int minute = number(bytes, at + 14, 2);
    int second = number(bytes, at + 17, 2);
    if (millis < 0 || hour > 23 || minute > 59 || second > 60) {
      return INVALID;
    }
    try {
      long day =
          LocalDate.of(number(bytes, at, 4), number(bytes, at + 5, 2), number(bytes, at + 8, 2))
              .toEpochDay();
      return PointTime.valid((((day * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + millis);
    } catch (DateTimeException _) {
      return INVALID;
    }
  }

  private static boolean hasForm(byte[] bytes, int at) {
    for (int i = 0; i < FORM.length(); i++) {
      byte character = bytes[at + i];
      boolean matches =
          FORM.charAt(i) == 'd'
              ? character >= '0' && character <= '9'
              : character == FORM.charAt(i);
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  /// Milliseconds of a fraction such as `.124`; -1 when it is not one.
  private static int millis(byte[] bytes, int start, int end) {
    if (start == end) {
      return 0;
    }
    int digits = end - start - 1;
    if (bytes[start] != '.' || digits < 1 || digits > 9) {
      return -1;
    }
    int millis = 0;
    for (int i = 0; i < Math.max(digits, MILLIS_DIGITS); i++) {
      int digit = i < digits ? bytes[start + 1 + i] - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      millis = i < MILLIS_DIGITS ? millis * 10 + digit : millis;
    }
    return millis;
  }

  private static int number(byte[] bytes, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }
}
