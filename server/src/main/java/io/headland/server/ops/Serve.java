package io.headland.server.ops;

import io.headland.server.config.HeadlandConfig;
import io.headland.server.config.Loading;
import io.headland.server.logging.Logging;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the server until it is told to stop.
final class Serve {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  private final RunningServer.Starter starter;
  private final PrintWriter out;
  private final PrintWriter err;

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
        serve(config);
        yield ExitCode.OK;
      }
    };
  }

  private void serve(HeadlandConfig config) throws InterruptedException {
    RunningServer server = starter.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    server.newOwner().ifPresent(this::announce);
    out.printf(
        "Headland is ready at %s, with its data in %s (%s).%n",
        server.baseUri(), config.data().dir().toAbsolutePath().normalize(), timeTaken());
    out.flush();
    new CountDownLatch(1).await(); // until the shutdown hook ends the process
  }

  private void announce(RunningServer.NewOwner owner) {
    out.printf("Created the first API owner, %s.", owner.email());
    owner
        .madeUpPassword()
        .ifPresent(
            password -> out.printf(" Its password, shown this once only: %s", password.reveal()));
    out.println();
  }

  /// A stop that was asked for and went well is no failure, so the exit code is 0 and not 143.
  private static void stop(RunningServer server) {
    try {
      server.close();
    } catch (RuntimeException e) {
      LOG.error("The server did not stop cleanly", e); // last line of defence before the end
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  private static String timeTaken() {
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    return "started in %.2f s".formatted(seconds);
  }
}
