package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Application;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/revoke` and `POST /v1/introspect`.
final class TokenOperations {
  private final GrantRegistry registry;

  TokenOperations(GrantRegistry registry) {
    this.registry = registry;
  }

  /// Returns 200 for an unknown token as well, as RFC 7009 requires.
  Response revoke(Request request) {
    Optional<Application> application = ClientAuthentication.find(request, registry.live().world());
    if (application.isEmpty()) {
      return TokenEndpoint.refusal(TokenResult.invalidClient());
    }
    Optional<String> token = request.form().findText("token");
    if (token.isEmpty()) {
      return TokenEndpoint.refusal(TokenResult.invalidRequest("The parameter 'token' is missing."));
    }
    String text = token.get();
    String clientKey = application.get().clientKey();
    registry
        .findByRefreshToken(text)
        .filter(consent -> consent.clientKey().equals(clientKey))
        .ifPresent(Consent::revoke);
    registry
        .findLive(text)
        .filter(found -> found.clientKey().equals(clientKey))
        .ifPresent(_ -> registry.expire(text));
    return Response.empty(200);
  }

  Response introspect(Request request) {
    Optional<Application> application = ClientAuthentication.find(request, registry.live().world());
    if (application.isEmpty()) {
      return TokenEndpoint.refusal(TokenResult.invalidClient());
    }
    String token = request.form().find("token").orElse("");
    return Json.response(
        200,
        registry
            .findLive(token)
            .map(TokenOperations::active)
            .or(() -> refreshable(token))
            .orElseGet(() -> Json.object().put("active", false)));
  }

  private static ObjectNode active(AccessToken token) {
    ObjectNode body =
        Json.object()
            .put("active", true)
            .put("token_type", "Bearer")
            .put("scope", String.join(" ", token.scopes()))
            .put("client_id", token.clientKey())
            .put("exp", token.expiresAt().getEpochSecond());
    token.userName().ifPresent(userName -> body.put("username", userName));
    return body;
  }

  private Optional<ObjectNode> refreshable(String token) {
    return registry
        .findByRefreshToken(token)
        .filter(consent -> token.equals(consent.refreshToken()))
        .map(
            consent ->
                Json.object()
                    .put("active", true)
                    .put("scope", String.join(" ", consent.scopes()))
                    .put("client_id", consent.clientKey())
                    .put("username", consent.userName()));
  }
}
