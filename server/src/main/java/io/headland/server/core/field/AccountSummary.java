package io.headland.server.core.field;

import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How much of an account is kept and visible.
///
/// @param syncedAt when the last sync that came through ended; null when none did
public record AccountSummary(
    LeafUserId leafUserId,
    String provider,
    long growers,
    long farms,
    long fields,
    @Nullable Instant syncedAt) {

  /// Where it stands in a list.
  String place() {
    return leafUserId + "." + provider;
  }
}
