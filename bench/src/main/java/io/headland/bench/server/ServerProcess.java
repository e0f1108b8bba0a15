package io.headland.bench.server;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// A server as a separate process.
public final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(4);

  private final Process process;
  private final int port;
  private final Duration startTime;
  private final ServerSettings settings;

  private ServerProcess(Process process, int port, Duration startTime, ServerSettings settings) {
    this.process = process;
    this.port = port;
    this.startTime = startTime;
    this.settings = settings;
  }

  /// Creates an API owner with the password of the settings, with the command of the operator.
  public static void createOwner(JavaProgram program, ServerSettings settings, String email)
      throws IOException, InterruptedException {
    Path log = settings.dataDir().resolveSibling("owner.log");
    var builder =
        new ProcessBuilder(
            program.command(
                List.of(
                    "owner",
                    "create",
                    "--email",
                    email,
                    "--data-dir",
                    settings.dataDir().toString())));
    configure(builder, settings, log);
    Process process = builder.start();
    try (Writer password = process.outputWriter()) {
      password.write(settings.password() + "\n");
    }
    if (process.waitFor() != 0) {
      throw new IOException("The API owner was not created:\n" + Files.readString(log));
    }
  }

  /// Starts a server and waits for its first 200 at `/health/ready`.
  public static ServerProcess start(JavaProgram program, ServerSettings settings)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    Path log = settings.dataDir().resolveSibling(settings.dataDir().getFileName() + ".log");
    Files.createDirectories(settings.dataDir().resolveSibling("."));
    var builder = new ProcessBuilder(program.command(settings.arguments(port)));
    configure(builder, settings, log);
    long before = System.nanoTime();
    Process process = builder.start();
    try {
      awaitReady(process, port, before, log);
      return new ServerProcess(
          process, port, Duration.ofNanos(System.nanoTime() - before), settings);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly(); // a server without an owner must not continue to run
      throw e;
    }
  }

  private static void configure(ProcessBuilder builder, ServerSettings settings, Path log) {
    builder.environment().keySet().removeIf(name -> name.startsWith("HEADLAND_"));
    builder.environment().putAll(settings.environment());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
  }

  public int port() {
    return port;
  }

  /// The time from the start of the process to its first 200 at `/health/ready`.
  public Duration startTime() {
    return startTime;
  }

  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  /// A token of the API owner.
  public String token() throws IOException, InterruptedException {
    return token(settings.email());
  }

  /// A token of another API owner with the same password.
  public String token(String email) throws IOException, InterruptedException {
    String login =
        """
        {"username": "%s", "password": "%s", "rememberMe": "true"}
        """
            .formatted(email, settings.password());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/authenticate"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(login))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String response = client.send(request, BodyHandlers.ofString()).body();
      return JsonMapper.builder().build().readTree(response).path("id_token").asString();
    }
  }

  /// SIGKILL.
  public void kill() {
    process.destroyForcibly();
  }

  /// Waits until the process has ended.
  public void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /// Stops the server, and waits until it has ended.
  @Override
  public void close() {
    ProcessEnd.stop(process);
  }

  private static void awaitReady(Process process, int port, long before, Path log)
      throws IOException, InterruptedException {
    while (!Readiness.isReady(port)) {
      if (!process.isAlive()) {
        throw new IOException("The server did not start:\n" + Files.readString(log));
      }
      if (System.nanoTime() - before > LONGEST_START.toNanos()) {
        throw new IOException("The server was not ready after " + LONGEST_START.toSeconds() + " s");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }
}
