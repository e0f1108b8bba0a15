package io.headland.server.core.health;

import java.util.Arrays;
import java.util.Optional;

/// How well an account is, and who has to do something about it.
public enum AccountHealth {
  OK,
  /// Headland goes on by itself, and somebody should look: the provider could not be asked, the
  /// last run did not bring everything, or an organization that was connected is not any more.
  ATTENTION,
  /// Nothing comes until the grower grants access again.
  BROKEN,
  /// A credential of a provider that Headland cannot call.
  UNVERIFIED;

  public static Optional<AccountHealth> parse(String text) {
    return Arrays.stream(values()).filter(health -> health.name().equals(text)).findFirst();
  }
}
