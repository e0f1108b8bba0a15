package io.headland.server.http;

import io.headland.server.id.ApiOwnerId;
import java.util.Optional;

/// Tells whose a token is.
@FunctionalInterface
public interface Authenticator {
  /// Empty for a token that is forged, expired or unreadable.
  Optional<ApiOwnerId> authenticate(String token);
}
