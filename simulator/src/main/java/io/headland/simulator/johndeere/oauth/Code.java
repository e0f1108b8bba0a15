package io.headland.simulator.johndeere.oauth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An authorization code on its way back through the browser.
///
/// @param challenge the PKCE S256 challenge, absent when none was sent
record Code(
    String clientKey,
    String userName,
    List<String> scopes,
    String redirectUri,
    @Nullable String challenge,
    Instant expiresAt) {
  Code {
    scopes = List.copyOf(scopes);
  }
}
