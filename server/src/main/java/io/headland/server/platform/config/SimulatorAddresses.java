package io.headland.server.platform.config;

import java.net.URI;
import java.util.Map;

/// The settings by which the simulator replaces both providers.
public final class SimulatorAddresses {
  private static final String JOHN_DEERE_OAUTH = "/oauth2/aus78tnlaysMraFhC1t7/v1/";

  private SimulatorAddresses() {}

  /// The settings by key.
  ///
  /// @param simulator its base address, `http://127.0.0.1:8090`
  public static Map<String, String> of(URI simulator) {
    return Map.ofEntries(
        at(Settings.JOHN_DEERE_STAGE_URL, simulator, "/platform"),
        at(Settings.JOHN_DEERE_PRODUCTION_URL, simulator, "/platform"),
        at(Settings.JOHN_DEERE_AUTHORIZE_URL, simulator, JOHN_DEERE_OAUTH + "authorize"),
        at(Settings.JOHN_DEERE_TOKEN_URL, simulator, JOHN_DEERE_OAUTH + "token"),
        at(Settings.JOHN_DEERE_CONNECTIONS_URL, simulator, "/"),
        at(Settings.JOHN_DEERE_EQUIPMENT_URL, simulator, "/isg"),
        at(Settings.TRIMBLE_API_URL, simulator, "/Trimble-Ag-Software/externalApi/3.0"),
        at(Settings.TRIMBLE_AUTHORIZE_URL, simulator, "/oauth/authorize"),
        at(Settings.TRIMBLE_TOKEN_URL, simulator, "/oauth/token"),
        at(
            Settings.TRIMBLE_CONNECTIONS_URL,
            simulator,
            "/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"));
  }

  private static Map.Entry<String, String> at(Setting<?> setting, URI simulator, String path) {
    return Map.entry(setting.path(), simulator.resolve(path).toString());
  }
}
