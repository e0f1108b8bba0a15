package io.headland.demo.story;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Exchanges email and password for a token.
public final class SignIn {
  private SignIn() {}

  /// The API owner's token, valid for a month; empty when the login is rejected.
  public static Optional<String> token(Stage stage) throws InterruptedException {
    try (HttpCalls http = new HttpCalls(stage.server())) {
      Answer answer = http.request("POST", "/api/authenticate").json(body(stage.owner())).send();
      return answer.status() == 401
          ? Optional.empty()
          : Optional.of(answer.require(200).text("id_token"));
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
