package io.headland.server.core.machinefile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/// Parses the times of points. A time without an offset is UTC, a date of the form `1/2/2026` has
/// the month first, one of the form `1.2.2026` the day.
public final class PointTime {
  /// Returned for a text that is not a time.
  public static final long INVALID = Long.MIN_VALUE;

  /// The times that have a year of four digits, as in responses and exports (RFC 3339, section
  /// 5.6).
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  /// Numbers from these on are seconds and milliseconds since 1970-01-01T00:00Z.
  private static final double FIRST_SECOND = 5e8;

  private static final double FIRST_MILLISECOND = 5e11;
  private static final double LAST_MILLISECOND = 5e12;

  private static final List<DateTimeFormatter> DATE_TIMES =
      List.of(
          format("uuuu-MM-dd['T'][ ]HH:mm[:ss]", "[ ][XXX][X]"),
          format("uuuu/M/d H:mm[:ss]", ""),
          format("M/d/uuuu h:mm[:ss]", "[ ]a"),
          format("M/d/uuuu H:mm[:ss]", ""),
          format("d.M.uuuu H:mm[:ss]", ""));

  private static final List<DateTimeFormatter> DATES =
      List.of(
          format("uuuu-MM-dd", ""),
          format("uuuuMMdd", ""),
          format("uuuu/M/d", ""),
          format("M/d/uuuu", ""),
          format("d.M.uuuu", ""));

  private static final List<DateTimeFormatter> TIMES =
      List.of(format("h:mm[:ss]", "[ ]a"), format("H:mm[:ss]", ""), format("HHmmss", ""));

  private PointTime() {}

  /// @param pattern up to the fraction of a second
  private static DateTimeFormatter format(String pattern, String rest) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .optionalStart()
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .optionalEnd()
        .appendPattern(rest)
        .toFormatter(Locale.ENGLISH);
  }

  /// A time, a date, or a number of seconds or milliseconds since 1970-01-01T00:00Z.
  ///
  /// @return milliseconds since 1970-01-01T00:00Z, or [#INVALID]
  public static long parse(String text) {
    long number = ofNumber(text);
    if (number != INVALID) {
      return number;
    }
    for (DateTimeFormatter format : DATE_TIMES) {
      try {
        TemporalAccessor time = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        Instant instant =
            time instanceof OffsetDateTime offset
                ? offset.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
        return valid(instant.toEpochMilli());
      } catch (DateTimeException _) {
        // The next form.
      }
    }
    return parse(text, "00:00");
  }

  /// A date and a time of day.
  ///
  /// @return milliseconds since 1970-01-01T00:00Z, or [#INVALID]
  public static long parse(String date, String time) {
    for (DateTimeFormatter dateFormat : DATES) {
      for (DateTimeFormatter timeFormat : TIMES) {
        try {
          return valid(
              LocalDate.parse(date, dateFormat)
                  .atTime(LocalTime.parse(time, timeFormat))
                  .toInstant(ZoneOffset.UTC)
                  .toEpochMilli());
        } catch (DateTimeException _) {
          // The next form.
        }
      }
    }
    return INVALID;
  }

  /// A time if its year has four digits, otherwise [#INVALID].
  ///
  /// @param epochMillis since 1970-01-01T00:00Z
  public static long valid(long epochMillis) {
    return epochMillis < FIRST || epochMillis > LAST ? INVALID : epochMillis;
  }

  private static long ofNumber(String text) {
    if (!text.matches("\\d{9,13}(\\.\\d{1,9})?")) {
      return INVALID;
    }
    double number = Double.parseDouble(text);
    if (number < FIRST_SECOND || number > LAST_MILLISECOND) {
      return INVALID;
    }
    return Math.round(number < FIRST_MILLISECOND ? number * 1_000 : number);
  }
}
