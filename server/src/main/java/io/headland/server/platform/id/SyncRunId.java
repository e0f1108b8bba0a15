package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of a sync run.
public record SyncRunId(UUID value) {

  /// Reads the canonical form; anything else names nothing.
  public static Optional<SyncRunId> parse(String text) {
    return Uuids.parse(text).map(SyncRunId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
