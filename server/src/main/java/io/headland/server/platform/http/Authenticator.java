package io.headland.server.platform.http;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.Optional;

/// Identifies the API owner of a token.
@FunctionalInterface
public interface Authenticator {
  /// Empty for a token that is forged, expired or malformed.
  Optional<ApiOwnerId> authenticate(String token);
}
