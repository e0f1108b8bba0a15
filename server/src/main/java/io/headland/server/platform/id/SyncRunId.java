package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of a sync run.
public record SyncRunId(UUID value) {

  /// Parses the canonical form; empty for any other text.
  public static Optional<SyncRunId> parse(String text) {
    return Uuids.parse(text).map(SyncRunId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
