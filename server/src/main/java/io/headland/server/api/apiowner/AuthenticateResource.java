package io.headland.server.api.apiowner;

import io.headland.server.core.apiowner.ApiOwner;
import io.headland.server.core.apiowner.Logins;
import io.headland.server.core.apiowner.Logins.Outcome;
import io.headland.server.core.apiowner.Tokens;
import io.headland.server.platform.config.HeadlandConfig.TokenConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.net.NetworkKey;
import java.time.Duration;
import java.util.Map;

/// `POST /api/authenticate`: exchanges email and password for a token.
public final class AuthenticateResource {
  private final Logins logins;
  private final Tokens tokens;
  private final TokenConfig config;

  public AuthenticateResource(Logins logins, Tokens tokens, TokenConfig config) {
    this.logins = logins;
    this.tokens = tokens;
    this.config = config;
  }

  public void addTo(Routes routes) {
    // Open, so that an expired token in the request is ignored: clients send one.
    routes.open("POST", "/api/authenticate", this::authenticate);
  }

  private Response authenticate(Request request) throws InterruptedException {
    BodyReader body = BodyReader.of("login", request.body());
    String username = body.requiredText("username");
    Secret password = Secret.of(body.requiredText("password"));
    boolean rememberMe = body.flag("rememberMe");
    body.refuseInvalid();

    return switch (logins.signIn(username, password, NetworkKey.of(request.clientAddress()))) {
      case Outcome.SignedIn(ApiOwner owner) -> signedIn(owner, rememberMe);
      case Outcome.Refused _ -> Response.problem(Problem.unauthorized("Bad credentials"), request);
      case Outcome.Throttled(Duration retryAfter) ->
          Response.problem(
              Problem.of(429, "Too many logins failed. Try again later.")
                  .withRetryAfter(retryAfter.plusSeconds(1)),
              request);
      case Outcome.Busy(Duration retryAfter) ->
          Response.problem(
              Problem.of(503, "Too many logins are waiting to be checked.")
                  .withRetryAfter(retryAfter),
              request);
    };
  }

  private Response signedIn(ApiOwner owner, boolean rememberMe) {
    Duration lifetime = rememberMe ? config.rememberMeLifetime() : config.lifetime();
    String token = tokens.issue(owner, lifetime);
    return Response.ok(Map.of("id_token", token)).header("Authorization", "Bearer " + token);
  }
}
