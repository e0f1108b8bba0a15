package io.headland.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProcessTimesTest {
  @Test
  void readsTheTimesAfterANameWithSpacesAndParentheses() {
    String stat =
        "4711 (postgres: a) b) S 1 4711 4711 0 -1 4194560 903 7 0 0 21 4 300 50 20 0 1 0 2474748 0";

    assertThat(ProcessTimes.parse(stat)).isEqualTo(new ProcessTimes(25, 350));
  }

  @Test
  void includesTheTimeOfAChildThatHasEnded() throws IOException, InterruptedException {
    assumeTrue(ProcessTimes.areReported());
    // The shell waits for its child, and then for its input.
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; echo done; read line")
            .start();
    try {
      assertThat(shell.inputReader().readLine()).isEqualTo("done");

      assertThat(ProcessTimes.withChildren(shell.toHandle()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(20));
    } finally {
      shell.destroy();
    }
  }

  /// Linux reports so if the process ends between the opening and the reading of its file.
  @Test
  void aChildThatEndsWhileItIsReadIsNoError() throws IOException {
    Process shell =
        new ProcessBuilder(
                "sh", "-c", "sh -c 'echo started; read line; exit 0'; echo done; read line")
            .start();
    AtomicInteger readings = new AtomicInteger();
    try {
      assertThat(shell.inputReader().readLine()).isEqualTo("started");
      ProcessTimes.TimesReader reader =
          process -> {
            if (process.pid() == shell.pid()) {
              return new ProcessTimes(30, process.children().count() == 0 ? 40 : 0);
            }
            readings.incrementAndGet();
            shell.outputWriter().write("end\n");
            shell.outputWriter().flush();
            assertThat(shell.inputReader().readLine()).isEqualTo("done");
            throw new IOException("No such process");
          };

      assertThat(ProcessTimes.withChildren(shell.toHandle(), reader))
          .isEqualTo(Duration.ofMillis(700));
      assertThat(readings).hasValue(1);
    } finally {
      shell.destroy();
    }
  }
}
