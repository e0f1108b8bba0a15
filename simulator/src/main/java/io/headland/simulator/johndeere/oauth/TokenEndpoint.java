package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/token`.
final class TokenEndpoint {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final LiveWorld live;
  private final TokenIssuer issuer;

  TokenEndpoint(LiveWorld live, TokenIssuer issuer) {
    this.live = live;
    this.issuer = issuer;
  }

  Response respond(Request request) {
    return switch (issue(request)) {
      case TokenResult.Tokens tokens -> Json.response(200, body(tokens));
      case TokenResult.Refused refused -> refusal(refused);
    };
  }

  static Response refusal(TokenResult.Refused refused) {
    Response response =
        Json.response(
            refused.status(),
            Json.object()
                .put("error", refused.error())
                .put("error_description", refused.description()));
    return refused.status() == 401
        ? response.with("WWW-Authenticate", "Basic realm=\"token\"")
        : response;
  }

  private TokenResult issue(Request request) {
    if (!request.contentType().orElse("").equals(FORM)) {
      return TokenResult.invalidRequest("The body must be " + FORM + ".");
    }
    Parameters form = request.form();
    Optional<String> grantType = form.findText("grant_type");
    if (grantType.isEmpty()) {
      return TokenResult.invalidRequest("The parameter 'grant_type' is missing.");
    }
    Optional<Application> application = ClientAuthentication.find(request, live.world());
    if (application.isEmpty()) {
      return TokenResult.invalidClient();
    }
    return issue(application.get(), grantType.get(), form);
  }

  private TokenResult issue(Application application, String grantType, Parameters form) {
    return switch (grantType) {
      case "authorization_code" -> forCode(application, form);
      case "refresh_token" -> forRefreshToken(application, form);
      case "client_credentials" -> forApplication(application, form);
      default ->
          new TokenResult.Refused(
              400,
              "unsupported_grant_type",
              "The grant type '" + grantType + "' is not supported by this server.");
    };
  }

  private TokenResult forCode(Application application, Parameters form) {
    Optional<String> code = form.findText("code");
    if (code.isEmpty()) {
      return TokenResult.invalidRequest("The parameter 'code' is missing.");
    }
    return issuer.forCode(
        application,
        code.get(),
        form.find("redirect_uri").orElse(""),
        form.find("code_verifier").orElse(null));
  }

  private TokenResult forRefreshToken(Application application, Parameters form) {
    return form.findText("refresh_token")
        .map(token -> issuer.forRefreshToken(application, token, scopes(form)))
        .orElseGet(() -> TokenResult.invalidRequest("The parameter 'refresh_token' is missing."));
  }

  private TokenResult forApplication(Application application, Parameters form) {
    for (String scope : scopes(form)) {
      if (!application.scopes().contains(scope)) {
        return TokenResult.invalidScope(scope, application);
      }
    }
    List<String> authorizationRequest = scopes(form);
    List<String> scopes =
        authorizationRequest.isEmpty() ? application.scopes() : authorizationRequest;
    return issuer.forApplication(
        application, scopes.stream().filter(s -> !s.equals("offline_access")).toList());
  }

  static List<String> scopes(Parameters parameters) {
    return parameters.findText("scope").map(text -> List.of(text.split("\\s+"))).orElse(List.of());
  }

  private static ObjectNode body(TokenResult.Tokens tokens) {
    ObjectNode body =
        Json.object()
            .put("token_type", "Bearer")
            .put("expires_in", tokens.expiresInSeconds())
            .put("access_token", tokens.accessToken());
    if (!tokens.scopes().isEmpty()) {
      body.put("scope", String.join(" ", tokens.scopes()));
    }
    if (tokens.refreshToken() != null) {
      body.put("refresh_token", tokens.refreshToken());
    }
    if (tokens.idToken() != null) {
      body.put("id_token", tokens.idToken());
    }
    return body;
  }
}
