package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StartCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--orgs=-1, --orgs",
    "--port=70000, --port",
    "--port=abc, --port",
    "--paging=scroll, --paging",
    "--signature-changed=both, --signature-changed",
    "--signature-unchanged=both, --signature-unchanged",
    "--link-base=deere, --link-base",
    "--access-token-lifetime=PT0S, --access-token-lifetime",
    "--nonsense, --nonsense"
  })
  void namesTheOptionThatIsWrong(String argument, String option) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(err.toString()).contains(option);
  }

  @Test
  void namesWhatIsWrongInAWorldFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("world.json"), "{\"users\": [{}]}");

    assertThat(run("--world", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("world.json").contains("users[0].userName: is missing");
  }

  @Test
  void saysWhenThePortIsTaken() {
    try (Simulator running = Simulator.start(SimulatorOptions.defaults())) {
      String port = Integer.toString(running.baseUri().getPort());

      assertThat(run("--port", port)).isEqualTo(2);
      assertThat(err.toString()).contains("cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--rotate-refresh-tokens").contains("--world");
  }

  @Test
  void turnsOptionsIntoSwitches() {
    StartCommand command = new StartCommand();
    new CommandLine(command)
        .parseArgs(
            "--punish-reuse",
            "--paging",
            "matrix",
            "--orgs",
            "300",
            "--link-base",
            "https://sandboxapi.deere.com");

    SimulatorOptions options = command.options();

    assertThat(options.port()).isEqualTo(8090);
    assertThat(options.worldSeed().organizations()).isEqualTo(300);
    assertThat(options.switches().punishReuse()).isTrue();
    assertThat(SwitchesJson.word(options.switches().paging())).isEqualTo("matrix");
    assertThat(options.switches().linkBase()).hasHost("sandboxapi.deere.com");
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
