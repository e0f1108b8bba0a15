package io.headland.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A server that is restarted whenever it ends, with the same port and data folder, as by a process
/// manager.
public final class SupervisedServer implements AutoCloseable {

  private final JavaProgram program;
  private final ServerSettings settings;
  private final Map<String, String> environment;
  private final Path log;
  private final int port;
  private Process process;
  private Instant started;
  private boolean held;
  private boolean killed;
  private int starts;

  private SupervisedServer(
      JavaProgram program, ServerSettings settings, Map<String, String> environment, Path log)
      throws IOException {
    this.program = program;
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.port = FreePort.find();
    this.process = launch();
    this.started = Instant.now();
  }

  /// A process that ended without being killed.
  ///
  /// @param age the time since its start
  public record End(int code, Duration age) {}

  /// Starts a server on a free port, and does not wait for it.
  ///
  /// @param environment variables of the process besides those of the settings
  public static SupervisedServer start(
      JavaProgram program, ServerSettings settings, Map<String, String> environment, Path log)
      throws IOException {
    return new SupervisedServer(program, settings, environment, log);
  }

  public int port() {
    return port;
  }

  /// The number of processes so far.
  public synchronized int starts() {
    return starts;
  }

  public boolean isReady() {
    return Readiness.isReady(port);
  }

  public synchronized Duration age() {
    return Duration.between(started, Instant.now());
  }

  /// Used memory; absent while no process runs.
  public synchronized OptionalLong residentBytes() {
    return Usage.of(process.toHandle())
        .residentBytes()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /// Open file descriptors; absent while no process runs.
  public synchronized OptionalLong handles() {
    return Usage.handles(process.toHandle());
  }

  /// The used heap after a full collection; absent while no process runs.
  public OptionalLong heapBytes() throws InterruptedException {
    return Heap.afterCollection(program.java(), process().pid());
  }

  private synchronized Process process() {
    return process;
  }

  /// SIGKILL. The server is not restarted before [#release].
  public synchronized Instant kill() {
    held = true;
    killed = true;
    process.destroyForcibly();
    return Instant.now();
  }

  public synchronized void release() {
    held = false;
  }

  /// Starts it again when it has ended.
  ///
  /// @return how it ended, if it was not killed
  public synchronized Optional<End> restartIfEnded() throws IOException {
    if (held || process.isAlive()) {
      return Optional.empty();
    }
    Optional<End> end =
        killed ? Optional.empty() : Optional.of(new End(process.exitValue(), age()));
    process = launch();
    started = Instant.now();
    killed = false;
    return end;
  }

  private Process launch() throws IOException {
    var builder = new ProcessBuilder(program.command(settings.arguments(port)));
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(settings.environment());
    builder.environment().keySet().removeIf(name -> name.startsWith("HEADLAND_"));
    builder.environment().putAll(variables);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    starts++;
    return builder.start();
  }

  /// Stops it permanently.
  @Override
  public synchronized void close() {
    held = true;
    ProcessEnd.stop(process);
  }
}
