package io.headland.simulator.trimble;

import io.headland.simulator.http.BasicCredentials;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.util.List;
import java.util.Optional;

/// `POST /oauth/token`: codes and refresh tokens in, tokens out.
final class TrimbleTokens {
  private final LiveTrimble live;
  private final TrimbleGrants grants;
  private final TrimbleCodes codes;

  TrimbleTokens(LiveTrimble live, TrimbleGrants grants, TrimbleCodes codes) {
    this.live = live;
    this.grants = grants;
    this.codes = codes;
  }

  static boolean owns(Request request) {
    return request.parsedPath().startsWith("oauth");
  }

  Response respond(Request request) {
    if (!request.path().equals("/oauth/token")) {
      return refusal(404, "not_found", "There is no such address.");
    }
    if (!request.method().equals("POST")) {
      return refusal(405, "invalid_request", "The method must be POST.").with("Allow", "POST");
    }
    if (!request.contentType().orElse("").equals("application/x-www-form-urlencoded")) {
      return refusal(400, "invalid_request", "The body must be a form.");
    }
    return isKnown(request)
        ? issue(request.form())
        : refusal(401, "invalid_client", "The client could not be authenticated.")
            .with("WWW-Authenticate", "Basic realm=\"trimble\"");
  }

  boolean isKnown(Request request) {
    Optional<BasicCredentials> given =
        request.header("authorization").flatMap(BasicCredentials::parse);
    return given.filter(this::isValid).isPresent()
        || given.map(BasicCredentials::decoded).filter(this::isValid).isPresent();
  }

  private boolean isValid(BasicCredentials given) {
    TrimbleApplication application = live.world().application();
    return given.name().equals(application.clientId())
        && given.password().equals(application.clientSecret());
  }

  private Response issue(Parameters form) {
    Optional<String> grantType = form.findText("grant_type");
    if (grantType.isEmpty()) {
      return refusal(400, "invalid_request", "The parameter grant_type is missing.");
    }
    if (grantType.get().equals("authorization_code")) {
      return codes
          .redeem(form)
          .map(userName -> refresh(grants.grant(userName)))
          .orElseGet(() -> refusal(400, "invalid_grant", "The code is invalid, expired or used."));
    }
    if (grantType.get().equals("client_credentials")) {
      return forApplication(form);
    }
    if (!grantType.get().equals("refresh_token")) {
      return refusal(400, "unsupported_grant_type", "This grant type is not supported.");
    }
    return form.findText("refresh_token")
        .map(this::refresh)
        .orElseGet(
            () -> refusal(400, "invalid_request", "The parameter refresh_token is missing."));
  }

  /// The token acts for the application as one tenant, and is not refreshed. The scope is the
  /// application's name.
  private Response forApplication(Parameters form) {
    String name = live.world().application().name();
    List<String> scopes = List.of(form.findText("scope").orElse("").split(" "));
    if (!scopes.contains(name)) {
      return refusal(400, "invalid_scope", "The scope must be the name of the application.");
    }
    TrimbleGrants.Issued issued = grants.issueForApplication();
    return Json.response(
            200,
            Json.object()
                .put("token_type", "bearer")
                .put("expires_in", issued.lifetime().toSeconds())
                .put("access_token", issued.accessToken()))
        .with("Cache-Control", "no-store");
  }

  private Response refresh(String token) {
    return switch (grants.refresh(token)) {
      case TrimbleGrants.Refreshed.Tokens tokens ->
          Json.response(
                  200,
                  Json.object()
                      .put("token_type", "bearer")
                      .put("expires_in", tokens.lifetime().toSeconds())
                      .put("access_token", tokens.accessToken())
                      .put("refresh_token", tokens.refreshToken())
                      .put("scope", "openid " + live.world().application().name()))
              .with("Cache-Control", "no-store");
      case TrimbleGrants.Refreshed.Refused _ ->
          refusal(400, "invalid_grant", "The refresh token is invalid, expired or used.");
    };
  }

  static Response failure(int status) {
    return status >= 500 || status == 429
        ? refusal(status, "temporarily_unavailable", "The request could not be served now.")
        : refusal(status, "invalid_request", "The request could not be served.");
  }

  private static Response refusal(int status, String error, String description) {
    return Json.response(
        status, Json.object().put("error", error).put("error_description", description));
  }
}
