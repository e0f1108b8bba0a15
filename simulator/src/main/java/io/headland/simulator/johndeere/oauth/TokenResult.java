package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.johndeere.world.Application;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a token request.
sealed interface TokenResult {
  /// `scopes` are empty when the response does not name them. `idToken` only when `openid` was
  /// requested, `refreshToken` only with `offline_access`.
  record Tokens(
      String accessToken,
      long expiresInSeconds,
      List<String> scopes,
      @Nullable String refreshToken,
      @Nullable String idToken)
      implements TokenResult {
    public Tokens {
      scopes = List.copyOf(scopes);
    }
  }

  record Refused(int status, String error, String description) implements TokenResult {}

  static Refused invalidRefreshToken() {
    return new Refused(400, "invalid_grant", "The refresh token is invalid or expired.");
  }

  static Refused invalidCode() {
    return new Refused(400, "invalid_grant", "The authorization code is invalid or has expired.");
  }

  static Refused invalidClient() {
    return new Refused(
        401, "invalid_client", "The client secret supplied for a confidential client is invalid.");
  }

  static Refused invalidScope(String scope, Application application) {
    return new Refused(
        400,
        "invalid_scope",
        "The application '%s' may not request the scope '%s'."
            .formatted(application.clientKey(), scope));
  }

  static Refused invalidRequest(String description) {
    return new Refused(400, "invalid_request", description);
  }
}
