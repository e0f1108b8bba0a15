package io.headland.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `version`: prints the version.
@Command(name = "version", description = "Print the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
  private final String version;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  VersionCommand(String version) {
    this.version = version;
  }

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(version);
    return ExitCode.OK;
  }
}
