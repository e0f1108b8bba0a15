package io.headland.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The program as an operating system sees it: a process with arguments, output and an exit code.
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Headland is ready at (http://\\S+),.*");
  private static final long PATIENCE_S = 120;

  private final Process process;
  private final Path standardError;
  private final BufferedReader standardOutput;
  private final List<String> output = new ArrayList<>();

  private ServerProcess(Process process, Path standardError) {
    this.process = process;
    this.standardError = standardError;
    this.standardOutput = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Runs the program in a folder, with empty standard input.
  static ServerProcess run(Path folder, String... arguments) {
    return runWithInput(folder, "", arguments);
  }

  static ServerProcess runWithInput(Path folder, String input, String... arguments) {
    return runWithInput(folder, input, List.of(), arguments);
  }

  /// With the heap and the collector of the packaged program.
  public static ServerProcess runSmall(Path folder, String... arguments) {
    return runWithInput(
        folder,
        "",
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            // Process as many requests at a time as on a large machine.
            "-XX:ActiveProcessorCount=16",
            "--enable-native-access=ALL-UNNAMED"),
        arguments);
  }

  private static ServerProcess runWithInput(
      Path folder, String input, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(1, options);
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    try {
      Path standardError = Files.createTempFile(folder, "stderr-", ".txt");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("HEADLAND_"));
      builder.environment().putAll(Map.of("HEADLAND_LOG_LEVEL", "warn"));
      Process process = builder.redirectError(standardError.toFile()).start();
      try (var standardInput = process.outputWriter(StandardCharsets.UTF_8)) {
        standardInput.write(input);
      }
      return new ServerProcess(process, standardError);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads the output until the server reports that it is ready, and returns its address.
  public String awaitReady() {
    while (true) {
      @Nullable String line = nextLine();
      if (line == null) {
        throw new AssertionError("The process ended before it was ready: " + errors());
      }
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return ready.group(1);
      }
    }
  }

  /// Waits for the end, and gives back the exit code.
  int awaitExit() throws InterruptedException {
    while (nextLine() != null) {
      // Only read: a full pipe would hold the process up.
    }
    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      throw new AssertionError("It did not end");
    }
    return process.exitValue();
  }

  /// SIGTERM.
  int stop() throws InterruptedException {
    process.toHandle().destroy(); // Process.destroy would close the output unread
    return awaitExit();
  }

  /// SIGKILL: the process cannot clean up.
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  List<String> output() {
    return List.copyOf(output);
  }

  public String errors() {
    try {
      return Files.readString(standardError);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroy();
    process.onExit().join();
  }

  @Nullable String nextLine() {
    try {
      @Nullable String line = standardOutput.readLine();
      if (line != null) {
        output.add(line);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
