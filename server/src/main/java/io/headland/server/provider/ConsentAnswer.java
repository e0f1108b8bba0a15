package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.util.Optional;
import java.util.Set;

/// The parameters with which a provider redirects a grower's browser, as in OAuth 2 (RFC 6749,
/// 4.1.2).
public sealed interface ConsentAnswer {
  /// The grower consented.
  record Code(Secret code) implements ConsentAnswer {}

  /// The grower declined.
  record Declined() implements ConsentAnswer {}

  /// The provider is temporarily unavailable.
  record Unavailable() implements ConsentAnswer {}

  /// The provider rejects the application's request because of its configuration.
  ///
  /// @param error the OAuth error code; `unknown` for any other value
  record Refused(String error) implements ConsentAnswer {}

  /// Reads the parameters of the redirect.
  static ConsentAnswer of(Optional<String> code, Optional<String> error) {
    if (error.isPresent()) {
      return switch (error.get()) {
        case "access_denied" -> new Declined();
        case "server_error", "temporarily_unavailable" -> new Unavailable();
        case String word when REFUSALS.contains(word) -> new Refused(word);
        default -> new Refused("unknown");
      };
    }
    return code.<ConsentAnswer>map(text -> new Code(Secret.of(text)))
        .orElseGet(() -> new Refused("unknown"));
  }

  /// Only known values are displayed, because the address can be forged.
  Set<String> REFUSALS =
      Set.of(
          "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type");
}
