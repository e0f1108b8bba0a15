package io.headland.simulator.johndeere.oauth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An authorization code that was sent to the browser and is not redeemed yet.
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
