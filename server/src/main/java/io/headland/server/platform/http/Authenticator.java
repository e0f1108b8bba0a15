package io.headland.server.platform.http;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.Optional;

/// Tells whose a token is.
@FunctionalInterface
public interface Authenticator {
  /// Empty for a token that is forged, expired or unreadable.
  Optional<ApiOwnerId> authenticate(String token);
}
