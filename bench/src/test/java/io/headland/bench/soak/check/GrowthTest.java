package io.headland.bench.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration WARM_UP = Duration.ofSeconds(60);

  private final List<Sample> samples = new ArrayList<>();

  @Test
  void comparesTheThirdsOfTheRun() {
    for (int minute = 0; minute < 30; minute++) {
      add(minute, 600, 100 + 10L * minute);
    }

    assertThat(growth()).contains(new Growth(150, 350, 10));
  }

  @Test
  void leavesOutProcessesThatAreYoung() {
    for (int minute = 0; minute < 30; minute++) {
      add(minute, minute % 2 == 0 ? 10 : 600, minute % 2 == 0 ? 1 : 100);
    }

    assertThat(growth()).contains(new Growth(100, 100, 5));
  }

  @Test
  void isAbsentWhereAThirdHasTooFewSamples() {
    for (int minute = 0; minute < 9; minute++) {
      add(minute, 600, 100);
    }

    assertThat(growth()).isEmpty();
  }

  private Optional<Growth> growth() {
    Instant end = BEGIN.plus(Duration.ofMinutes(29));
    return Growth.of(samples, 0, WARM_UP, BEGIN, end, Sample::residentBytes);
  }

  private void add(int minute, int age, long bytes) {
    samples.add(
        new Sample(
            0,
            BEGIN.plus(Duration.ofMinutes(minute)),
            Duration.ofSeconds(age),
            OptionalLong.of(bytes),
            OptionalLong.empty(),
            OptionalLong.empty()));
  }
}
