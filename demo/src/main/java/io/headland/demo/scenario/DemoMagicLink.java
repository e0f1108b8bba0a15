package io.headland.demo.scenario;

import tools.jackson.databind.node.ObjectNode;

/// A link for a grower's browser, to either of the simulated providers.
public final class DemoMagicLink {
  private static final String APP_KEYS = "/services/usermanagement/api/app-keys/";
  private static final String LINKS = "/services/widgets/api/magic-link/provider";
  private static final int A_WEEK = 7 * 24 * 3600;

  private DemoMagicLink() {}

  /// Creates a link for a separate grower, with the required app keys.
  ///
  /// @param token of the API owner
  public static String link(DemoEnvironment environment, String token) throws InterruptedException {
    try (LeafApi api = new LeafApi(environment.server())) {
      api.use(token);
      ProviderCredential deere = environment.credential();
      api.post(APP_KEYS + "JohnDeere/demo", key("clientKey", deere)).require(201);
      api.post(
              APP_KEYS + "Trimble/demo",
              key("clientId", environment.trimble()).put("applicationName", "headland-demo"))
          .require(201);
      ObjectNode body =
          LeafApi.body()
              .put("externalId", "invited-grower")
              .put("name", "Invited Grower")
              .put("appName", "demo")
              .put("expiresIn", A_WEEK);
      body.putObject("settings").put("companyName", "Acme Agronomy").put("disconnectEnabled", true);
      return api.post(LINKS, body).require(201).text("link");
    }
  }

  private static ObjectNode key(String name, ProviderCredential application) {
    return LeafApi.body()
        .put(name, application.clientKey())
        .put("clientSecret", application.clientSecret());
  }
}
