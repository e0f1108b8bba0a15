package io.headland.server.provider.oauth;

import io.headland.server.platform.config.Secret;
import java.time.Duration;
import java.util.List;

/// A parsed token response.
///
/// @param refreshToken blank when there is none
record TokenGrant(Secret accessToken, Secret refreshToken, Duration lifetime, List<String> scopes) {

  TokenGrant {
    scopes = List.copyOf(scopes);
  }
}
