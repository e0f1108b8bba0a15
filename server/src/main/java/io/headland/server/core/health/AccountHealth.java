package io.headland.server.core.health;

import java.util.Arrays;
import java.util.Optional;

/// The health of an account, and who has to act.
public enum AccountHealth {
  OK,
  /// Headland continues to sync, and the account should be checked: the last call failed, the last
  /// run did not read everything, or a connected organization is no longer connected.
  ATTENTION,
  /// No data is read until the grower grants access again.
  BROKEN,
  /// A credential of a provider that Headland cannot call.
  UNVERIFIED;

  public static Optional<AccountHealth> parse(String text) {
    return Arrays.stream(values()).filter(health -> health.name().equals(text)).findFirst();
  }
}
