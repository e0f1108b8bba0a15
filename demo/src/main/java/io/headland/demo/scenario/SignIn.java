package io.headland.demo.scenario;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Exchanges email and password for a token.
public final class SignIn {
  private SignIn() {}

  /// The API owner's token, valid for a month; empty when the login is rejected.
  public static Optional<String> token(DemoEnvironment environment) throws InterruptedException {
    try (HttpCalls http = new HttpCalls(environment.server())) {
      ApiResponse response =
          http.request("POST", "/api/authenticate").json(body(environment.owner())).send();
      return response.status() == 401
          ? Optional.empty()
          : Optional.of(response.require(200).text("id_token"));
    }
  }

  /// As Leaf's clients write it: `rememberMe` is a string.
  static JsonNode body(Login login) {
    return LeafApi.body()
        .put("username", login.name())
        .put("password", login.password())
        .put("rememberMe", "true");
  }
}
