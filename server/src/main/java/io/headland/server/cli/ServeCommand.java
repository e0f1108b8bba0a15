package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `serve`: runs the server until it is stopped.
@Command(
    name = "serve",
    description = "Run the server until it is stopped (Ctrl-C, SIGTERM).",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
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
    return new Serve(starter, spec.commandLine().getOut(), spec.commandLine().getErr())
        .run(options.load(loader));
  }
}
