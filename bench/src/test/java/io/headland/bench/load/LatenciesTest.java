package io.headland.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void givesTheTimeWithinWhichSoManyOfAHundredWereDone() {
    Latencies latencies = Latencies.ofNanos(LongStream.rangeClosed(1, 1_000).toArray());

    assertThat(latencies.median()).isEqualTo(Duration.ofNanos(500));
    assertThat(latencies.percentile(99)).isEqualTo(Duration.ofNanos(990));
    assertThat(latencies.percentile(99.95)).isEqualTo(Duration.ofNanos(1_000));
    assertThat(latencies.percentile(100)).isEqualTo(Duration.ofNanos(1_000));
    assertThat(latencies.percentile(0)).isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void sortsWhatComesInAnyOrder() {
    assertThat(Latencies.ofNanos(30, 10, 20).median()).isEqualTo(Duration.ofNanos(20));
  }

  @Test
  void speaksForTheOneThingThatHappened() {
    Latencies one = Latencies.ofNanos(7);

    assertThat(one.percentile(0)).isEqualTo(one.percentile(100)).isEqualTo(Duration.ofNanos(7));
  }

  @Test
  void saysNothingAboutNothing() {
    Latencies none = Latencies.ofNanos();

    assertThatThrownBy(none::median).isInstanceOf(IllegalArgumentException.class);
  }
}
