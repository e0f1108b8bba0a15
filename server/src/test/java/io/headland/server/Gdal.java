package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads and changes files with the programs of GDAL. A test that needs one is skipped where it is
/// not installed.
public final class Gdal {
  private Gdal() {}

  /// The output of `ogrinfo`, which must have neither errors nor warnings.
  public static String ogrInfo(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("-ro"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /// Executes a statement that changes a file.
  public static void update(Path file, String sql) throws IOException, InterruptedException {
    run(List.of("-q", "-sql", sql, file.toString()));
  }

  private static String run(List<String> arguments) throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin/ogrinfo");
    assumeTrue(Files.exists(program), "GDAL is not installed");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("ERROR", "Warning");
    return output;
  }

  /// The number in a line `name (Real) = 1.5` of the output for a statement.
  public static double number(String output, String name) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name + " ("))
        .map(line -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + name + " in " + output));
  }
}
