package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Loading;
import io.headland.server.platform.logging.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `owner revoke-tokens`: invalidates all tokens of an API owner.
@Command(
    name = "revoke-tokens",
    description = {
      "Invalidate all tokens of an API owner, on every node within 5 seconds.",
      "Its password is not changed."
    },
    mixinStandardHelpOptions = true)
final class OwnerRevokeCommand implements Callable<Integer> {
  private final ConfigLoader loader;
  private final OwnerAdministration owners;

  @Mixin private final ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--email",
      paramLabel = "EMAIL",
      required = true,
      description = "Its e-mail address.")
  private String email = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  OwnerRevokeCommand(ConfigLoader loader, OwnerAdministration owners) {
    this.loader = loader;
    this.owners = owners;
  }

  @Override
  public Integer call() throws InterruptedException {
    return switch (options.load(loader)) {
      case Loading.Rejected rejected -> Problems.explain(rejected, spec.commandLine().getErr());
      case Loading.Accepted(HeadlandConfig config, var _, var _) -> revoke(config);
    };
  }

  private int revoke(HeadlandConfig config) throws InterruptedException {
    Logging.apply(config.log());
    if (!owners.revokeTokens(config, email)) {
      spec.commandLine().getErr().printf("There is no API owner %s.%n", email);
      return ExitCode.FAILED;
    }
    spec.commandLine().getOut().printf("Invalidated the tokens of the API owner %s.%n", email);
    return ExitCode.OK;
  }
}
