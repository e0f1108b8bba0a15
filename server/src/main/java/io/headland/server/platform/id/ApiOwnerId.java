package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of an API owner.
public record ApiOwnerId(UUID value) {

  /// Parses the canonical form; empty for any other text.
  public static Optional<ApiOwnerId> parse(String text) {
    return Uuids.parse(text).map(ApiOwnerId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
