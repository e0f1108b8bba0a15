package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.util.Optional;
import java.util.Set;

/// The parameters with which a provider redirects a grower's browser, as in OAuth 2 (RFC 6749,
/// 4.1.2).
public sealed interface AuthorizationResponse {
  /// The grower consented.
  record Code(Secret code) implements AuthorizationResponse {}

  /// The grower declined.
  record Declined() implements AuthorizationResponse {}

  /// The provider is temporarily unavailable.
  record Unavailable() implements AuthorizationResponse {}

  /// The provider rejects the application's request because of its configuration.
  ///
  /// @param error the OAuth error code; `unknown` for any other value
  record Refused(String error) implements AuthorizationResponse {}

  /// Reads the parameters of the redirect.
  static AuthorizationResponse of(Optional<String> code, Optional<String> error) {
    if (error.isPresent()) {
      return switch (error.get()) {
        case "access_denied" -> new Declined();
        case "server_error", "temporarily_unavailable" -> new Unavailable();
        case String known when DISPLAYED_ERRORS.contains(known) -> new Refused(known);
        default -> new Refused("unknown");
      };
    }
    return code.<AuthorizationResponse>map(text -> new Code(Secret.of(text)))
        .orElseGet(() -> new Refused("unknown"));
  }

  /// Only known values are displayed, because the address can be forged.
  Set<String> DISPLAYED_ERRORS =
      Set.of(
          "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type");
}
