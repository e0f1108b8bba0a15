package io.headland.server.platform.postgres;

import io.headland.server.platform.config.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Runs `initdb` and `pg_ctl`.
///
/// PostgreSQL does not run as root, so for root each program is run in a user namespace (`unshare
/// -U`), where the same user has another number and no privileges.
final class PostgresPrograms {
  private static final String START_LIMIT_S = "60";
  private static final String STOP_LIMIT_S = "30";
  private static final int POLL_INTERVAL_MS = 5;

  private final Path home;
  private final Path outputFolder;

  /// @param outputFolder for the programs' output while they run
  PostgresPrograms(Path home, Path outputFolder) {
    this.home = home;
    this.outputFolder = outputFolder;
  }

  void initdb(Path postgresDir, Path passwordFile) throws IOException, InterruptedException {
    List<String> command =
        command(
            "initdb",
            "--pgdata=" + postgresDir,
            "--username=" + PostgresLogin.USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            // Iterations protect a password that can be guessed; this one has 192 random bits, and
            // 4,096 iterations would be the slowest step of the start.
            "--set=scram_iterations=1",
            "--encoding=UTF-8",
            // The same collation on every machine, regardless of its locales.
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--no-instructions");
    run(command, "could not create its data folder");
  }

  /// Starts PostgreSQL in a separate session, so that Ctrl-C in a terminal is sent only to the
  /// server, and waits until it accepts connections.
  ///
  /// @param isReady checked every few milliseconds: `pg_ctl` itself checks ten times a second
  void start(Path postgresDir, Path log, Map<String, String> settings, BooleanSupplier isReady)
      throws IOException, InterruptedException {
    String options =
        settings.entrySet().stream()
            .map(setting -> "-c %s='%s'".formatted(setting.getKey(), setting.getValue()))
            .sorted()
            .collect(Collectors.joining(" "));
    Path output = outputFile();
    Process starting =
        launch(
            command(
                "pg_ctl",
                "start",
                "--pgdata=" + postgresDir,
                "--log=" + log,
                "--options=" + options,
                "--wait",
                "--timeout=" + START_LIMIT_S),
            output);
    while (!isReady.getAsBoolean()) {
      if (starting.waitFor(POLL_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
        check(starting, output, "did not start, see " + log);
        break;
      }
    }
    Files.deleteIfExists(output);
  }

  /// Ends open transactions and stops cleanly.
  void stop(Path postgresDir) throws IOException, InterruptedException {
    List<String> command =
        command(
            "pg_ctl",
            "stop",
            "--pgdata=" + postgresDir,
            "--mode=fast",
            "--wait",
            "--timeout=" + STOP_LIMIT_S);
    run(command, "did not stop");
  }

  private void run(List<String> command, String failure) throws IOException, InterruptedException {
    Path output = outputFile();
    Process process = launch(command, output);
    process.waitFor();
    check(process, output, failure);
    Files.deleteIfExists(output);
  }

  private Process launch(List<String> command, Path output) throws IOException {
    try {
      // To a file, not a pipe: PostgreSQL inherits it and would keep a pipe open.
      return new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.from(nothing()))
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Permission denied")) {
        throw notExecutable();
      }
      throw e;
    }
  }

  private StartupException notExecutable() {
    return new StartupException(
        "The programs of the embedded PostgreSQL in %s cannot be executed; is the file system mounted noexec? Set XDG_CACHE_HOME to a folder from which programs can be executed, or set database.url to a PostgreSQL of your own."
            .formatted(home));
  }

  private void check(Process process, Path output, String failure) throws IOException {
    if (process.exitValue() == 0) {
      return;
    }
    String message = Files.readString(output, StandardCharsets.UTF_8).strip();
    Files.deleteIfExists(output);
    if (message.contains("could not look up effective user ID")) {
      throw new StartupException(
          "The embedded PostgreSQL requires a name for the user that runs it, and the password"
              + " database (/etc/passwd) has none: add one, start Headland as another user, or set"
              + " database.url to an external PostgreSQL.");
    }
    if (message.startsWith("unshare: failed to execute")) {
      throw notExecutable();
    }
    if (message.startsWith("unshare:") || message.contains("cannot be run as root")) {
      throw new StartupException(
          "The embedded PostgreSQL does not run as root, and this machine offers no user namespaces"
              + " to run it in: start Headland as another user, or set database.url to a PostgreSQL"
              + " of your own.");
    }
    throw new StartupException("The embedded PostgreSQL %s: %s".formatted(failure, message));
  }

  private List<String> command(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Path outputFile() throws IOException {
    return Files.createTempFile(outputFolder, ".postgres-", ".out");
  }

  private static java.io.File nothing() {
    return new java.io.File("/dev/null");
  }

  private static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
  }
}
