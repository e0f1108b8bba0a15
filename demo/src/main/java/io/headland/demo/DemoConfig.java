package io.headland.demo;

import io.headland.demo.story.Login;
import io.headland.server.config.ConfigLoader;
import io.headland.server.config.HeadlandConfig;
import io.headland.server.config.Loading;
import io.headland.server.config.Setting;
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

  private static final String OAUTH = "/oauth2/aus78tnlaysMraFhC1t7/v1/";

  private static final String TRIMBLE_API = "/Trimble-Ag-Software/externalApi/3.0";

  private DemoConfig() {}

  static HeadlandConfig of(Path dataDir, int port, URI simulator) {
    String platform = simulator.resolve("/platform").toString();
    Map<String, String> settings =
        Map.ofEntries(
            Map.entry(Settings.PORT.path(), Integer.toString(port)),
            Map.entry(Settings.DATA_DIR.path(), dataDir.toString()),
            Map.entry(Settings.OWNER_EMAIL.path(), OWNER.name()),
            Map.entry(Settings.OWNER_PASSWORD.path(), OWNER.password()),
            Map.entry(Settings.OWNER_OPERATORS.path(), OWNER.name()),
            // So that a program on this machine can listen to webhooks.
            Map.entry(Settings.WEBHOOKS_ALLOWED_NETWORKS.path(), "127.0.0.0/8"),
            Map.entry(Settings.JOHN_DEERE_STAGE_URL.path(), platform),
            Map.entry(Settings.JOHN_DEERE_PRODUCTION_URL.path(), platform),
            at(Settings.JOHN_DEERE_AUTHORIZE_URL, simulator, OAUTH + "authorize"),
            at(Settings.JOHN_DEERE_TOKEN_URL, simulator, OAUTH + "token"),
            at(Settings.JOHN_DEERE_CONNECTIONS_URL, simulator, "/"),
            at(Settings.TRIMBLE_API_URL, simulator, TRIMBLE_API),
            at(Settings.TRIMBLE_AUTHORIZE_URL, simulator, "/oauth/authorize"),
            at(Settings.TRIMBLE_TOKEN_URL, simulator, "/oauth/token"),
            at(
                Settings.TRIMBLE_CONNECTIONS_URL,
                simulator,
                "/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"));
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

  private static Map.Entry<String, String> at(Setting<?> setting, URI simulator, String path) {
    return Map.entry(setting.path(), simulator.resolve(path).toString());
  }
}
