package io.headland.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MachineCpuTest {
  @Test
  void idleTimeAndTheTimeOfGuestsAreNotAdded() {
    String stat =
        """
        cpu  100 20 3 90000 8000 4 50 600 70 9
        cpu0 50 10 1 45000 4000 2 25 300 35 4
        """;

    assertThat(MachineCpu.parse(stat)).isEqualTo(Duration.ofMillis(7770));
  }

  @Test
  void theTimeOfThisProcessIsContained() throws IOException {
    var before = MachineCpu.used();
    var own = ProcessHandle.current().info().totalCpuDuration();
    if (before.isPresent() && own.isPresent()) {
      assertThat(before.get()).isGreaterThanOrEqualTo(own.get().minusMillis(100));
    }
  }
}
