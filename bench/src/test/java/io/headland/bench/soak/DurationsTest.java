package io.headland.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void readsSecondsMinutesAndHours() {
    assertThat(Durations.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Durations.parse("20m")).isEqualTo(Duration.ofMinutes(20));
    assertThat(Durations.parse("2h")).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void namesWhatIsNotADuration() {
    for (String text : new String[] {"", "20", "m", "20 m", "-5m", "1d", "1.5h"}) {
      assertThatThrownBy(() -> Durations.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "'%s' is not a duration: write a number and s, m or h, such as 90s, 20m or 2h"
                  .formatted(text));
    }
  }
}
