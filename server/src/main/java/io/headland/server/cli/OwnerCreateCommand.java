package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Loading;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.logging.Logging;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `owner create`: creates an API owner, or sets a new password.
@Command(
    name = "create",
    description = {
      "Create an API owner, or give the one with this e-mail address a new password,",
      "which invalidates its tokens.",
      "The password is the first line of FILE, or of standard input; a terminal prompts for it."
    },
    mixinStandardHelpOptions = true)
final class OwnerCreateCommand implements Callable<Integer> {
  private static final int SHORTEST_PASSWORD = 12;

  private final ConfigLoader loader;
  private final OwnerAdministration owners;
  private final PasswordSource passwords;

  @Mixin private final ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--email",
      paramLabel = "EMAIL",
      description = "Its e-mail address; default: that of owner.email.")
  private @Nullable String email;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Read the password from FILE.")
  private @Nullable Path passwordFile;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  OwnerCreateCommand(ConfigLoader loader, OwnerAdministration owners, PasswordSource passwords) {
    this.loader = loader;
    this.owners = owners;
    this.passwords = passwords;
  }

  @Override
  public Integer call() throws InterruptedException {
    return switch (options.load(loader)) {
      case Loading.Rejected rejected -> Problems.explain(rejected, spec.commandLine().getErr());
      case Loading.Accepted(HeadlandConfig config, var _, var _) -> create(config);
    };
  }

  private int create(HeadlandConfig config) throws InterruptedException {
    Logging.apply(config.log());
    String address = addressOf(config);
    Secret password = password();
    boolean isNew = owners.createOrReset(config, address, password);
    spec.commandLine()
        .getOut()
        .printf(
            isNew ? "Created the API owner %s.%n" : "Set a new password for the API owner %s.%n",
            address);
    return ExitCode.OK;
  }

  private String addressOf(HeadlandConfig config) {
    String address = Optional.ofNullable(email).orElse(config.owner().email()).strip();
    if (!address.matches("[^\\s@]+@[^\\s@]+")) {
      throw new ParameterException(
          spec.commandLine(), "An e-mail address is required: give one with --email.");
    }
    return address;
  }

  private Secret password() {
    Secret password;
    try {
      password = passwords.read(Optional.ofNullable(passwordFile));
    } catch (StartupException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (password.reveal().length() < SHORTEST_PASSWORD) {
      throw new ParameterException(
          spec.commandLine(),
          "The password must have at least %d characters.".formatted(SHORTEST_PASSWORD));
    }
    return password;
  }
}
