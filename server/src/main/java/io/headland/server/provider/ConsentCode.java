package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// An authorization code to be sent to the token endpoint.
///
/// @param verifier the PKCE verifier of the request's challenge
/// @param redirectUri that of the request
public record ConsentCode(Secret code, Secret verifier, URI redirectUri) {

  /// The form for the token endpoint (RFC 6749, 4.1.3; RFC 7636, 4.5).
  public Map<String, Secret> toForm() {
    Map<String, Secret> form = new LinkedHashMap<>();
    form.put("grant_type", Secret.of("authorization_code"));
    form.put("code", code);
    form.put("redirect_uri", Secret.of(redirectUri.toString()));
    form.put("code_verifier", verifier);
    return form;
  }
}
