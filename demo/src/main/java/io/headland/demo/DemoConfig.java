package io.headland.demo;

import io.headland.demo.scenario.Login;
import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Loading;
import io.headland.server.platform.config.Settings;
import io.headland.server.platform.config.SimulatorAddresses;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The server's configuration in a demo, read by the server's own loader. No value is taken from a
/// file or from the environment, so that a demo is the same everywhere.
final class DemoConfig {
  /// Readable because it is shown and typed; it gives access only to this demo.
  static final Login OWNER = new Login("owner@headland.example", "amber-waves-of-grain");

  private DemoConfig() {}

  static HeadlandConfig of(Path dataDir, int port, URI simulator) {
    Map<String, String> settings = new HashMap<>(SimulatorAddresses.of(simulator));
    settings.put(Settings.PORT.path(), Integer.toString(port));
    settings.put(Settings.DATA_DIR.path(), dataDir.toString());
    settings.put(Settings.OWNER_EMAIL.path(), OWNER.name());
    settings.put(Settings.OWNER_PASSWORD.path(), OWNER.password());
    settings.put(Settings.OWNER_OPERATORS.path(), OWNER.name());
    // So that a local program can receive webhooks.
    settings.put(Settings.WEBHOOKS_ALLOWED_NETWORKS.path(), "127.0.0.0/8");
    ConfigLoader loader = new ConfigLoader(Map.of(), dataDir);
    return switch (loader.load(Optional.empty(), settings)) {
      case Loading.Accepted(HeadlandConfig config, var _, var _) -> config;
      case Loading.Rejected(var problems) ->
          throw new DemoException(
              problems.stream()
                  .map(Object::toString)
                  .collect(Collectors.joining("; ", "Invalid settings: ", ".")));
    };
  }
}
