package io.headland.demo;

import io.headland.demo.story.Login;
import io.headland.server.config.ConfigLoader;
import io.headland.server.config.HeadlandConfig;
import io.headland.server.config.Loading;
import io.headland.server.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The server's configuration in a demo. It goes through the server's own loader, and takes nothing
/// from a file or from the environment: a demo is the same everywhere.
final class DemoConfig {
  /// Readable, because it is shown and typed; it opens nothing but this demo.
  static final Login OWNER = new Login("owner@headland.example", "amber-waves-of-grain");

  private static final String TOKEN_PATH = "/oauth2/aus78tnlaysMraFhC1t7/v1/token";

  private static final String TRIMBLE_API = "/Trimble-Ag-Software/externalApi/3.0";

  private DemoConfig() {}

  static HeadlandConfig of(Path dataDir, int port, URI simulator) {
    String platform = simulator.resolve("/platform").toString();
    Map<String, String> settings =
        Map.of(
            Settings.PORT.path(), Integer.toString(port),
            Settings.DATA_DIR.path(), dataDir.toString(),
            Settings.OWNER_EMAIL.path(), OWNER.name(),
            Settings.OWNER_PASSWORD.path(), OWNER.password(),
            Settings.JOHN_DEERE_STAGE_URL.path(), platform,
            Settings.JOHN_DEERE_PRODUCTION_URL.path(), platform,
            Settings.JOHN_DEERE_TOKEN_URL.path(), simulator.resolve(TOKEN_PATH).toString(),
            Settings.TRIMBLE_API_URL.path(), simulator.resolve(TRIMBLE_API).toString(),
            Settings.TRIMBLE_TOKEN_URL.path(), simulator.resolve("/oauth/token").toString());
    ConfigLoader loader = new ConfigLoader(Map.of(), dataDir);
    return switch (loader.load(Optional.empty(), settings)) {
      case Loading.Accepted(HeadlandConfig config, var _, var _) -> config;
      case Loading.Rejected(var problems) ->
          throw new DemoException(
              problems.stream()
                  .map(Object::toString)
                  .collect(Collectors.joining("; ", "The settings do not hold: ", ".")));
    };
  }
}
