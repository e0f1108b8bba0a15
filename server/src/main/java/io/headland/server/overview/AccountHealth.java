package io.headland.server.overview;

import java.util.Arrays;
import java.util.Optional;

/// How well an account is, and who has to do something about it.
enum AccountHealth {
  OK,
  /// Headland goes on by itself, and somebody should look: the provider could not be asked, the
  /// last run did not bring everything, or an organization that was connected is not any more.
  ATTENTION,
  /// Nothing comes until the grower grants access again.
  BROKEN,
  /// A credential of a provider that Headland cannot call.
  UNVERIFIED;

  static Optional<AccountHealth> parse(String text) {
    return Arrays.stream(values()).filter(health -> health.name().equals(text)).findFirst();
  }
}
