package io.headland.server.api.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// A projection of the calls of a calendar month (UTC).
final class MonthProjection {
  /// The first day is counted in full, because its first hours are not representative.
  private static final Duration LEAST_TELLING = Duration.ofDays(1);

  private MonthProjection() {}

  static long of(long callsSoFar, Instant now) {
    YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    Duration passed =
        Duration.between(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(), now);
    Duration telling = passed.compareTo(LEAST_TELLING) < 0 ? LEAST_TELLING : passed;
    double part = (double) telling.toMillis() / Duration.ofDays(month.lengthOfMonth()).toMillis();
    return Math.max(callsSoFar, Math.round(callsSoFar / part));
  }
}
