package io.headland.server.core.machinefile.shapefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedWidthTextTest {
  private static double number(String text) {
    byte[] bytes = ("|" + text + "|").getBytes(StandardCharsets.ISO_8859_1);
    return DecimalText.parse(bytes, 1, bytes.length - 2);
  }

  private static long time(String text) {
    byte[] bytes = ("|" + text + "|").getBytes(StandardCharsets.ISO_8859_1);
    return TimeText.parse(bytes, 1, bytes.length - 2);
  }

  @Property
  void aNumberIsThatOfTheJdk(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double value,
      @ForAll @IntRange(max = 12) int decimals) {
    String text = ("%." + decimals + "f").formatted(value);

    assertThat(number("   " + text)).isEqualTo(Double.parseDouble(text));
  }

  @Property
  void aNumberOfAnyLengthIsThatOfTheJdk(
      @ForAll long digits, @ForAll @IntRange(max = 30) int zeros) {
    String text = digits + "." + "0".repeat(zeros) + "7";

    assertThat(number(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5E3", "+4", "-0.25", ".5", "5.", "1e-7"})
  void otherFormsOfNumbersAreRead(String text) {
    assertThat(number(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "1,5", "1.2.3", "--1", "NaN", "Infinity", "1e999", "0x10", ".", "-", "1 2"})
  void aTextThatIsNotANumberIsInvalid(String text) {
    assertThat(number(text)).isEqualTo(DecimalText.INVALID);
  }

  @Test
  void blanksAndAsterisksAreUnknown() {
    assertThat(number("    ")).isNaN();
    assertThat(number("****")).isNaN();
  }

  @Property
  void aTimeIsThatOfTheJdk(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis) {
    assertThat(time(Instant.ofEpochMilli(millis).toString() + "  ")).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2017-10-27",
        "2017-10-27T08:56:52",
        "2017-02-30T08:56:52Z",
        "2017-10-27T24:56:52Z",
        "2017-10-27T08:56:52.Z",
        "2017-10-27T08:56:52.12aZ",
        "2017-10-27 08:56:52Z",
        "10/27/2017 8:56:52 AM"
      })
  void aTextThatIsNotATimeIsInvalid(String text) {
    assertThat(time(text)).isEqualTo(TimeText.INVALID);
  }
}
