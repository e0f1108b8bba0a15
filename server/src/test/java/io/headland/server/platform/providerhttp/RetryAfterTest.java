package io.headland.server.platform.providerhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-08-22T10:00:00Z");
  private static final Duration FALLBACK = Duration.ofSeconds(42);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          120                            | PT2M
          ' 120 '                        | PT2M
          Sat, 22 Aug 2026 10:00:30 GMT  | PT30S
          Sat, 22 Aug 2026 15:31:00 +0530| PT1M
          """)
  void understandsSecondsAndDates(String value, Duration expected) {
    assertThat(retryAfter("Retry-After", value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "Sat, 22 Aug 2026 09:00:00 GMT"})
  void neverRetriesImmediately(String value) {
    assertThat(retryAfter("Retry-After", value)).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"86401", "99999999999999999999999999", "Thu, 22 Aug 2126 09:00:00 GMT"})
  void neverStopsAnAccountForMoreThanADay(String value) {
    assertThat(retryAfter("Retry-After", value)).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "1.5", "soon", "Someday, 22 Aug 2026"})
  void fallsBackOnWhatCannotBeRead(String value) {
    assertThat(retryAfter("Retry-After", value)).isEqualTo(FALLBACK);
  }

  @Test
  void fallsBackWithoutTheHeader() {
    assertThat(new ResponseHeaders(Map.of(), NOW).retryAfter(FALLBACK)).isEqualTo(FALLBACK);
  }

  /// The token server returns the time at which its limit is reset, in seconds since 1970.
  @Test
  void waitsForTheResetOfARateLimit() {
    String inTwentySeconds = Long.toString(NOW.plusSeconds(20).getEpochSecond());

    assertThat(retryAfter("x-rate-limit-reset", inTwentySeconds)).isEqualTo(Duration.ofSeconds(20));
  }

  private static Duration retryAfter(String name, String value) {
    return new ResponseHeaders(Map.of(name, List.of(value)), NOW).retryAfter(FALLBACK);
  }
}
