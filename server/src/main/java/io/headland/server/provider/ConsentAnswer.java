package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.util.Optional;
import java.util.Set;

/// With what a provider sends a grower's browser back, as OAuth 2 has it (RFC 6749, 4.1.2).
public sealed interface ConsentAnswer {
  /// She consented.
  record Code(Secret code) implements ConsentAnswer {}

  /// She did not.
  record Declined() implements ConsentAnswer {}

  /// The provider cannot serve anybody at the moment.
  record Unavailable() implements ConsentAnswer {}

  /// The provider does not take the application's request: a mistake of whoever set it up.
  ///
  /// @param error OAuth's word for it; `unknown` when it is none of OAuth's
  record Refused(String error) implements ConsentAnswer {}

  /// Reads the parameters of the address that the browser came back to.
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

  /// Only words that are known are shown again: the address can be written by anybody.
  Set<String> REFUSALS =
      Set.of(
          "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type");
}
