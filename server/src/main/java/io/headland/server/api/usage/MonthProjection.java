package io.headland.server.api.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// What a calendar month (UTC) comes to when it goes on as it began.
final class MonthProjection {
  /// The first hours tell nothing: what was called in them counts as a whole day's.
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
