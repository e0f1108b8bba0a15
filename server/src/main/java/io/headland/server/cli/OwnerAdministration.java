package io.headland.server.cli;

import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Secret;

/// Changes API owners in the configured database, whether or not a server runs.
public interface OwnerAdministration {
  /// Creates the API owner with this email, or sets another password, which invalidates its tokens.
  ///
  /// @return whether it is new
  boolean createOrReset(HeadlandConfig config, String email, Secret password)
      throws InterruptedException;

  /// Invalidates all tokens of the API owner with this email.
  ///
  /// @return false when there is none
  boolean revokeTokens(HeadlandConfig config, String email) throws InterruptedException;
}
