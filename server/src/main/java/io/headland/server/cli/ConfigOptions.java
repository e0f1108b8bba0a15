package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.Loading;
import io.headland.server.platform.config.Setting;
import io.headland.server.platform.config.Settings;
import io.headland.server.platform.config.SimulatorAddresses;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that determine the configuration of a command.
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read settings from FILE instead of headland.properties.")
  private @Nullable Path file;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Listen on this port; 0 for a free one.")
  private @Nullable String port;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the master key and the embedded database.")
  private @Nullable String dataDir;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "Use this PostgreSQL instead of the embedded one.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--simulator",
      paramLabel = "URL",
      description = "Call the simulator at this address instead of John Deere and Trimble.")
  private @Nullable URI simulator;

  Loading load(ConfigLoader loader) {
    Map<String, String> given = new LinkedHashMap<>();
    if (simulator != null) {
      given.putAll(SimulatorAddresses.of(simulator));
    }
    give(given, Settings.PORT, port);
    give(given, Settings.DATA_DIR, dataDir);
    give(given, Settings.DATABASE_URL, databaseUrl);
    return loader.load(Optional.ofNullable(file), given);
  }

  private static void give(Map<String, String> given, Setting<?> setting, @Nullable String value) {
    if (value != null) {
      given.put(setting.path(), value);
    }
  }
}
