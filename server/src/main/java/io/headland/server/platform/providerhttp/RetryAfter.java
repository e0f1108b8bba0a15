package io.headland.server.platform.providerhttp;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/// The time to wait according to a response: `Retry-After` in seconds or as a date, otherwise
/// `X-Rate-Limit-Reset` (seconds since 1970), which John Deere's token server sends.
///
/// At least a second, since immediate repetition is not useful; at most a day, since a longer time
/// is probably an error and would stop an account.
final class RetryAfter {
  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofDays(1);

  /// Longer numbers are truncated to fit a `long`; they exceed [#LONGEST] anyway.
  private static final Pattern DIGITS = Pattern.compile("(\\d{1,15})\\d*");

  private RetryAfter() {}

  static Duration of(ResponseHeaders headers, Duration fallback) {
    Instant now = headers.receivedAt();
    return headers
        .findFirst("Retry-After")
        .flatMap(value -> parse(value, now))
        .or(() -> headers.findFirst("X-Rate-Limit-Reset").flatMap(value -> untilReset(value, now)))
        .map(RetryAfter::clamp)
        .orElse(fallback);
  }

  private static Optional<Duration> parse(String value, Instant now) {
    return seconds(value).map(Duration::ofSeconds).or(() -> untilDate(value, now));
  }

  private static Optional<Duration> untilDate(String value, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(value, RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, then));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> untilReset(String value, Instant now) {
    return seconds(value).map(then -> Duration.ofSeconds(then - now.getEpochSecond()));
  }

  private static Optional<Long> seconds(String value) {
    var digits = DIGITS.matcher(value);
    return digits.matches() ? Optional.of(Long.parseLong(digits.group(1))) : Optional.empty();
  }

  private static Duration clamp(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }
}
