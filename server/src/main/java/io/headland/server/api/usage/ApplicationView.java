package io.headland.server.api.usage;

import io.headland.server.core.usage.ApplicationRefusalStore.ApplicationRefusal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// An application in a response.
///
/// @param application a masked form of its key
/// @param callsPerSecond absent for no limit
/// @param refusal absent while tokens are issued to it
record ApplicationView(
    String provider,
    String application,
    @Nullable Integer callsPerSecond,
    long callsToday,
    long callsThisMonth,
    long projectedCallsThisMonth,
    long throttledThisMonth,
    @Nullable Instant lastThrottledAt,
    @Nullable Instant throttledUntil,
    @Nullable RefusalView refusal) {

  /// A projection of the calls of a calendar month (UTC).
  static final class MonthProjection {
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

  /// The rejection of an application in a response.
  record RefusalView(
      int statusCode,
      @Nullable String error,
      @Nullable String errorDescription,
      Instant since,
      Instant lastAt) {

    static RefusalView of(ApplicationRefusal refusal) {
      return new RefusalView(
          refusal.statusCode(),
          orNull(refusal.error().code()),
          orNull(refusal.error().description()),
          refusal.since(),
          refusal.lastAt());
    }

    private static @Nullable String orNull(String text) {
      return text.isEmpty() ? null : text;
    }
  }
}
