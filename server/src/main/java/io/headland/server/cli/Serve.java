package io.headland.server.cli;

import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Loading;
import io.headland.server.platform.logging.Logging;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the server until it is stopped.
final class Serve {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  /// The message of the JVM when a shutdown hook is added during the shutdown.
  private static final String SHUTDOWN = "Shutdown in progress";

  private final RunningServer.Starter starter;
  private final PrintWriter out;
  private final PrintWriter err;
  private final AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);

  Serve(RunningServer.Starter starter, PrintWriter out, PrintWriter err) {
    this.starter = starter;
    this.out = out;
    this.err = err;
  }

  int run(Loading loading) throws InterruptedException {
    return switch (loading) {
      case Loading.Rejected rejected -> Problems.explain(rejected, err);
      case Loading.Accepted(HeadlandConfig config, var _, var warnings) -> {
        Logging.apply(config.log());
        warnings.forEach(LOG::warn);
        yield serve(config);
      }
    };
  }

  private int serve(HeadlandConfig config) throws InterruptedException {
    RunningServer server = start(config);
    server.newOwner().ifPresent(this::announce);
    out.printf(
        "Headland is ready at %s, with its data in %s (%s).%nConsole: %s/console%n",
        server.baseUri(),
        config.data().dir().toAbsolutePath().normalize(),
        timeTaken(),
        clientUrl(server, config));
    out.flush();
    String failure = server.awaitFailure(); // usually until the shutdown hook ends the process
    exitCode.set(ExitCode.FAILED);
    err.println("headland: " + failure);
    err.flush();
    return ExitCode.FAILED;
  }

  /// A signal during the start takes effect after the start: otherwise a database that is being
  /// created or started would remain.
  private RunningServer start(HeadlandConfig config) throws InterruptedException {
    var started = new CompletableFuture<Optional<RunningServer>>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
    try {
      RunningServer server = starter.start(config);
      started.complete(Optional.of(server));
      return server;
    } catch (IllegalStateException e) {
      if (SHUTDOWN.equals(e.getMessage())) {
        // A library could not add its shutdown hook; components started before are closed.
        started.complete(Optional.empty());
        new CountDownLatch(1).await();
      }
      throw e;
    } finally {
      started.completeExceptionally(new CancellationException("The server did not start"));
    }
  }

  private void stop(CompletableFuture<Optional<RunningServer>> started) {
    try {
      started.join().ifPresent(this::stop);
    } catch (CancellationException | CompletionException _) {
      return; // Nothing is running, and the thread whose start failed ends the process.
    }
    Runtime.getRuntime().halt(exitCode.get());
  }

  /// The base address that clients use, without a trailing slash.
  private static String clientUrl(RunningServer server, HeadlandConfig config) {
    String publicUrl = config.http().publicUrl();
    return (publicUrl.isBlank() ? server.baseUri() + config.http().proxy().pathPrefix() : publicUrl)
        .replaceAll("/+$", "");
  }

  private void announce(RunningServer.NewOwner owner) {
    out.printf("Created the first API owner, %s.", owner.email());
    owner
        .madeUpPassword()
        .ifPresent(
            password ->
                out.printf(" Its password, which is printed only once: %s", password.reveal()));
    out.println();
  }

  /// A requested stop without an error must not exit with the code 143.
  private void stop(RunningServer server) {
    try {
      server.close();
    } catch (RuntimeException e) {
      LOG.error("The server did not stop cleanly", e); // last handler before the end
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
    Runtime.getRuntime().halt(exitCode.get());
  }

  private static String timeTaken() {
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    return "started in %.2f s".formatted(seconds);
  }
}
