package io.headland.server.provider;

import java.net.URI;

/// One request for consent.
///
/// @param redirectUri where the provider sends the browser back to; registered with the application
/// @param state comes back with the answer
/// @param codeChallenge SHA-256 of the code verifier, as PKCE wants it
public record ConsentRequest(URI redirectUri, String state, String codeChallenge) {

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
