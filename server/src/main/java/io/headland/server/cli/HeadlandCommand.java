package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The complete command line.
@Command(
    name = "headland",
    description = "An open, self-hosted server for farm-data connections.",
    mixinStandardHelpOptions = true)
public final class HeadlandCommand {
  private HeadlandCommand() {}

  /// Connects the commands with their implementations.
  ///
  /// @param version printed by `version`
  public static CommandLine commandLine(
      ConfigLoader loader,
      RunningServer.Starter starter,
      OwnerAdministration owners,
      InputStream standardInput,
      String version) {
    var owner = new CommandLine(new OwnerCommands());
    owner.addSubcommand(new OwnerCreateCommand(loader, owners, new PasswordSource(standardInput)));
    owner.addSubcommand(new OwnerRevokeCommand(loader, owners));
    var headland = new CommandLine(new HeadlandCommand());
    headland.getCommandSpec().version(version);
    return headland
        .addSubcommand(new ServeCommand(loader, starter))
        .addSubcommand(owner)
        .addSubcommand(new ConfigCommand(loader))
        .addSubcommand(new AotTrainingCommand(starter))
        .addSubcommand(new VersionCommand(version))
        .setExecutionExceptionHandler(
            (failure, command, _) -> Problems.explain(failure, command.getErr()));
  }

  /// Groups the commands about API owners.
  @Command(
      name = "owner",
      description = "Create API owners, give one a new password, or invalidate its tokens.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class OwnerCommands {}
}
