package io.headland.server.ops;

import io.headland.server.config.ConfigLoader;
import io.headland.server.config.StartupException;
import java.io.InputStream;
import java.net.BindException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line as a whole.
@Command(
    name = "headland",
    description = "An open, self-hosted server for farm-data connections.",
    mixinStandardHelpOptions = true)
public final class HeadlandCommand {
  private static final Logger LOG = LoggerFactory.getLogger(HeadlandCommand.class);

  private HeadlandCommand() {}

  /// Ties the commands to what they need.
  ///
  /// @param version what `version` prints
  public static CommandLine commandLine(
      ConfigLoader loader,
      RunningServer.Starter starter,
      OwnerRegistration registration,
      InputStream standardInput,
      String version) {
    var owner = new CommandLine(new OwnerCommands());
    owner.addSubcommand(new OwnerCommand(loader, registration, new PasswordSource(standardInput)));
    var headland = new CommandLine(new HeadlandCommand());
    headland.getCommandSpec().version(version);
    return headland
        .addSubcommand(new ServeCommand(loader, starter))
        .addSubcommand(owner)
        .addSubcommand(new ConfigCommand(loader))
        .addSubcommand(new RehearseCommand(starter))
        .addSubcommand(new VersionCommand(version))
        .setExecutionExceptionHandler(HeadlandCommand::explain);
  }

  /// What an operator can mend is told in one sentence; anything else is a bug and shows its trace.
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    Optional<String> sentence = sentenceFor(failure);
    if (sentence.isPresent()) {
      command.getErr().println("headland: " + sentence.get());
    } else {
      LOG.error("Unexpected failure", failure);
    }
    return ExitCode.FAILED;
  }

  private static Optional<String> sentenceFor(Exception failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException) {
        return Optional.ofNullable(cause.getMessage());
      }
      if (cause instanceof BindException) {
        return Optional.of(
            "The address cannot be listened on (%s): set another with --port or host."
                .formatted(cause.getMessage()));
      }
    }
    return Optional.empty();
  }

  /// Groups the commands about API owners.
  @Command(
      name = "owner",
      description = "Create API owners, or give one a new password.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class OwnerCommands {}
}
