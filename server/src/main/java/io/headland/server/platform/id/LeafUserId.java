package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of a Leaf user.
public record LeafUserId(UUID value) {

  /// Parses the canonical form; empty for any other text.
  public static Optional<LeafUserId> parse(String text) {
    return Uuids.parse(text).map(LeafUserId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
