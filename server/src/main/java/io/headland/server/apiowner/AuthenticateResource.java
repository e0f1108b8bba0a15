package io.headland.server.apiowner;

import io.headland.server.config.Secret;
import io.headland.server.config.TokenConfig;
import io.headland.server.http.Answer;
import io.headland.server.http.BodyReader;
import io.headland.server.http.Call;
import io.headland.server.http.Problem;
import io.headland.server.http.Routes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// `POST /api/authenticate`: email and password against a token.
public final class AuthenticateResource {
  private final ApiOwners owners;
  private final Tokens tokens;
  private final TokenConfig config;

  public AuthenticateResource(ApiOwners owners, Tokens tokens, TokenConfig config) {
    this.owners = owners;
    this.tokens = tokens;
    this.config = config;
  }

  public void addTo(Routes routes) {
    // Open, so that a stale token beside the password is ignored: clients send one.
    routes.open("POST", "/api/authenticate", this::authenticate);
  }

  private Answer authenticate(Call call) throws InterruptedException {
    BodyReader body = BodyReader.of("login", call.body());
    String username = body.requiredText("username");
    Secret password = Secret.of(body.requiredText("password"));
    boolean rememberMe = body.flag("rememberMe");
    body.refuseInvalid();

    Optional<ApiOwner> owner = owners.findByLogin(username, password);
    if (owner.isEmpty()) {
      return Answer.problem(Problem.unauthorized("Bad credentials"), call);
    }
    Duration lifetime = rememberMe ? config.rememberMeLifetime() : config.lifetime();
    String token = tokens.issue(owner.get(), lifetime);
    return Answer.ok(Map.of("id_token", token)).header("Authorization", "Bearer " + token);
  }
}
