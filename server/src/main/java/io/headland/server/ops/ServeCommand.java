package io.headland.server.ops;

import io.headland.server.config.ConfigLoader;
import io.headland.server.config.HeadlandConfig;
import io.headland.server.config.Loading;
import io.headland.server.logging.Logging;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `serve`: runs the server until it is told to stop.
@Command(
    name = "serve",
    description = "Run the server until it is told to stop (Ctrl-C, SIGTERM).",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final ConfigLoader loader;
  private final RunningServer.Starter starter;

  @Mixin private final ConfigOptions options = new ConfigOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  ServeCommand(ConfigLoader loader, RunningServer.Starter starter) {
    this.loader = loader;
    this.starter = starter;
  }

  @Override
  public Integer call() throws InterruptedException {
    return switch (options.load(loader)) {
      case Loading.Rejected rejected ->
          ConfigOptions.explain(rejected, spec.commandLine().getErr());
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
    PrintWriter out = spec.commandLine().getOut();
    server.newOwner().ifPresent(owner -> announce(owner, out));
    out.printf(
        "Headland is ready at %s, with its data in %s (%s).%n",
        server.baseUri(), config.data().dir().toAbsolutePath().normalize(), timeTaken());
    out.flush();
    new CountDownLatch(1).await(); // until the shutdown hook ends the process
  }

  private static void announce(RunningServer.NewOwner owner, PrintWriter out) {
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
