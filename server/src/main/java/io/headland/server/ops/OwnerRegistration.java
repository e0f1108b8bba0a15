package io.headland.server.ops;

import io.headland.server.config.HeadlandConfig;
import io.headland.server.config.Secret;

/// Creates API owners in the configured database, whether or not a server runs.
@FunctionalInterface
public interface OwnerRegistration {
  /// Creates the API owner with this email, or gives it another password.
  ///
  /// @return whether it is new
  boolean createOrReset(HeadlandConfig config, String email, Secret password)
      throws InterruptedException;
}
