package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// An authorization code on its way to the token endpoint.
///
/// @param verifier what the challenge of the request was made of
/// @param redirectUri the one of the request
public record ConsentCode(Secret code, Secret verifier, URI redirectUri) {

  /// The form that the token endpoint takes (RFC 6749, 4.1.3; RFC 7636, 4.5).
  public Map<String, Secret> toForm() {
    Map<String, Secret> form = new LinkedHashMap<>();
    form.put("grant_type", Secret.of("authorization_code"));
    form.put("code", code);
    form.put("redirect_uri", Secret.of(redirectUri.toString()));
    form.put("code_verifier", verifier);
    return form;
  }
}
