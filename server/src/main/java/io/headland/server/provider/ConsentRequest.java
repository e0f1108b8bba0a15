package io.headland.server.provider;

import java.net.URI;
import java.util.Optional;

/// A request for consent.
///
/// @param redirectUri the registered address to which the provider redirects
/// @param state returned with the response
/// @param codeChallenge SHA-256 of the code verifier, as in PKCE
/// @param reads what the scopes must permit; empty to request only the scopes of the application
public record ConsentRequest(
    URI redirectUri, String state, String codeChallenge, Optional<AdditionalReads> reads) {

  /// The same request without other scopes than those of the application.
  public ConsentRequest withScopesOfApplication() {
    return new ConsentRequest(redirectUri, state, codeChallenge, Optional.empty());
  }

  /// The request as the query of an OAuth 2 authorization endpoint (RFC 6749, 4.1.1; RFC 7636,
  /// 4.3).
  public URI to(URI authorizationEndpoint, String clientId, String scope) {
    return UriQuery.NONE
        .with("response_type", "code")
        .with("client_id", clientId)
        .with("scope", scope)
        .with("redirect_uri", redirectUri.toString())
        .with("state", state)
        .with("code_challenge", codeChallenge)
        .with("code_challenge_method", "S256")
        .on(authorizationEndpoint);
  }
}
