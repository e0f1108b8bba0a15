package io.headland.server.core.field;

import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The stored and visible records of an account.
///
/// @param syncedAt end of the last successful sync; null when there was none
public record AccountSummary(
    LeafUserId leafUserId,
    String provider,
    long growers,
    long farms,
    long fields,
    @Nullable Instant syncedAt) {

  /// Its position in a list.
  String place() {
    return leafUserId + "." + provider;
  }
}
