package io.headland.server.core.machinefile.shapefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  private static long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return TimeText.parse(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"})
  void readsTheFirstAndTheLastYear(String text) {
    assertThat(parse(text)).isEqualTo(Instant.parse(text).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-12-31T23:59:59Z", "9999-12-31T23:59:60Z"})
  void otherYearsAreNoTimes(String text) {
    assertThat(parse(text)).isEqualTo(TimeText.INVALID);
  }
}
