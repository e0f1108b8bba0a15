package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.Loading;
import io.headland.server.platform.config.Loading.EffectiveSetting;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `config`: prints the settings in effect.
@Command(
    name = "config",
    description = "Print the settings in effect and their sources, with secrets masked.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  private final ConfigLoader loader;

  @Mixin private final ConfigOptions options = new ConfigOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  ConfigCommand(ConfigLoader loader) {
    this.loader = loader;
  }

  @Override
  public Integer call() {
    return switch (options.load(loader)) {
      case Loading.Rejected rejected -> Problems.explain(rejected, spec.commandLine().getErr());
      case Loading.Accepted(var _, var settings, var warnings) -> {
        print(settings, spec.commandLine().getOut());
        warnings.forEach(
            warning -> spec.commandLine().getErr().println("headland: warning: " + warning));
        yield ExitCode.OK;
      }
    };
  }

  private static void print(List<EffectiveSetting> settings, PrintWriter out) {
    String row =
        "%%-%ds  %%-%ds  %%s%%n"
            .formatted(
                widest(settings, EffectiveSetting::key), widest(settings, EffectiveSetting::value));
    settings.forEach(setting -> out.printf(row, setting.key(), setting.value(), setting.origin()));
    out.flush();
  }

  private static int widest(
      List<EffectiveSetting> settings, Function<EffectiveSetting, String> column) {
    return settings.stream().map(column).mapToInt(String::length).max().orElse(1);
  }
}
