package io.headland.server.core.machinefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointTimeTest {
  private static final Instant EXPECTED = Instant.parse("2026-10-09T08:05:06Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-09T08:05:06Z",
        "2026-10-09T08:05:06",
        "2026-10-09T10:05:06+02:00",
        "2026-10-09 08:05:06.000000",
        "2026/10/09 08:05:06",
        "10/9/2026 8:05:06 AM",
        "10/09/2026 08:05:06",
        "9.10.2026 8:05:06",
        "1791533106",
        "1791533106000"
      })
  void readsTheFormsOfFarmSoftware(String text) {
    assertThat(Instant.ofEpochMilli(PointTime.parse(text))).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "20261009, 08:05:06",
    "20261009, 080506",
    "10/9/2026, 8:05:06 am",
    "2026-10-09, 8:05:06.0",
    "9.10.2026, 08:05:06"
  })
  void readsADateAndATimeOfDay(String date, String time) {
    assertThat(Instant.ofEpochMilli(PointTime.parse(date, time))).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-13-09T08:05:06Z", "12", "8:05:06"})
  void otherTextsAreNoTimes(String text) {
    assertThat(PointTime.parse(text)).isEqualTo(PointTime.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"})
  void readsYearsOfFourDigits(String text) {
    assertThat(PointTime.parse(text)).isEqualTo(Instant.parse(text).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+10000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+01:00",
        "-0001-01-01T00:00:00Z",
        "1/1/12026 08:00:00",
        "+12026-01-01"
      })
  void otherYearsAreNoTimes(String text) {
    assertThat(PointTime.parse(text)).isEqualTo(PointTime.INVALID);
  }

  @Property
  void aTimeInIsoFormIsTheSame(@ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis) {
    assertThat(PointTime.parse(Instant.ofEpochMilli(millis).toString())).isEqualTo(millis);
  }

  @Property
  void anyTextIsATimeOrInvalid(@ForAll @StringLength(max = 30) String text) {
    long millis = PointTime.parse(text);

    assertThat(millis == PointTime.INVALID || millis > -100_000_000_000_000_000L).isTrue();
  }
}
