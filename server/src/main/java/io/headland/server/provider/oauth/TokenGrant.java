package io.headland.server.provider.oauth;

import io.headland.server.platform.config.Secret;
import java.time.Duration;
import java.util.List;

/// A token answer, understood.
///
/// @param refreshToken blank when none came
record TokenGrant(Secret accessToken, Secret refreshToken, Duration lifetime, List<String> scopes) {

  TokenGrant {
    scopes = List.copyOf(scopes);
  }
}
