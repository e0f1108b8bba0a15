package io.headland.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SoakDurationTest {
  @Test
  void readsWhatIsLongEnoughForAFault() {
    assertThat(new SoakDuration().convert("20m")).isEqualTo(Duration.ofMinutes(20));
    assertThat(new SoakDuration().convert("60s")).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void theCommandNamesWhatIsWrong() {
    assertThat(errorOf("--soak=20")).contains("'20' is not a duration", "90s, 20m or 2h");
    assertThat(errorOf("--soak=5s")).contains("'5s' is shorter than 60s");
  }

  private static String errorOf(String argument) {
    StringWriter error = new StringWriter();
    int code =
        new CommandLine(new BenchCommand()).setErr(new PrintWriter(error, true)).execute(argument);
    assertThat(code).isEqualTo(2);
    return error.toString();
  }
}
