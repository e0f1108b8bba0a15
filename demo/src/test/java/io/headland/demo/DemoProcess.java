package io.headland.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The demo as a separate process, with its own folder for temporary files.
final class DemoProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final BufferedReader reader;
  private final Path folder;

  private DemoProcess(Process process, Path folder) {
    this.process = process;
    this.reader = process.inputReader(StandardCharsets.UTF_8);
    this.folder = folder;
  }

  /// Starts it.
  ///
  /// @param folder for its standard error output and its temporary files
  static DemoProcess start(Path folder, String... arguments) throws IOException {
    Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    return new DemoProcess(process, folder);
  }

  /// Reads its output until it ends.
  String readAll() throws IOException {
    StringBuilder printed = new StringBuilder();
    reader.lines().forEach(line -> printed.append(line).append('\n'));
    return printed.toString();
  }

  String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /// The temporary folders that it created and did not delete.
  List<Path> temporaryFolders() throws IOException {
    try (var files = Files.list(folder.resolve("tmp"))) {
      return files.toList();
    }
  }

  /// The process of its database.
  ProcessHandle postgres() throws IOException {
    Path file = temporaryFolders().getFirst().resolve("postgres/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /// Reads its output up to a line with the given beginning.
  ///
  /// @return everything up to that line
  String readUntil(String beginning) throws IOException {
    StringBuilder printed = new StringBuilder();
    String line = "";
    while (!line.startsWith(beginning)) {
      @Nullable String next = reader.readLine();
      if (next == null) {
        throw new AssertionError("The demo did not print '%s': %s".formatted(beginning, err()));
      }
      line = next;
      printed.append(line).append('\n');
    }
    return printed.toString();
  }

  /// Sends SIGTERM.
  void askToStop() {
    process.destroy();
  }

  int awaitExit() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The demo did not end: " + err());
    }
    return process.exitValue();
  }

  /// Stops it with a signal, so that a failed test does not leave a database running.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
