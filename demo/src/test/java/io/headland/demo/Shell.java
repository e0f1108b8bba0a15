package io.headland.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs commands in a shell, unchanged.
final class Shell {
  private static final long PATIENCE_S = 120;

  private Shell() {}

  /// The output of the commands. Any output on standard error is a failure.
  static List<String> run(Path folder, List<String> lines)
      throws IOException, InterruptedException {
    Path script = Files.write(folder.resolve("pasted"), lines);
    Path out = folder.resolve("pasted.out");
    Path err = folder.resolve("pasted.err");
    Process bash =
        new ProcessBuilder("bash")
            .directory(folder.toFile())
            .redirectInput(script.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(bash.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as("the commands ended").isTrue();
    assertThat(Files.readString(err)).as("the error output").isEmpty();
    return Files.readAllLines(out);
  }

  static void require(String program) throws IOException, InterruptedException {
    Process found = new ProcessBuilder("bash", "-c", "command -v " + program).start();
    assertThat(found.waitFor())
        .as("%s is required to run the commands that the demo prints: install it", program)
        .isZero();
  }
}
