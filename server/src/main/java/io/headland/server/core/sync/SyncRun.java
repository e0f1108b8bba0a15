package io.headland.server.core.sync;

import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt to bring one Leaf user's copy at one provider up to date.
///
/// @param forced whether a caller insisted, against the guard
/// @param counts of organizations; all zero while their list is read, and when it is not read
/// @param providerCalls made for the list, also those that failed; those of the parts are theirs
/// @param failure why it failed or was stopped, as an error key; blank otherwise
/// @param hasLease it has a node's lease, which is so until the list of organizations is stored
public record SyncRun(
    SyncRunId id,
    LeafUserId leafUserId,
    Provider provider,
    SyncRunState state,
    SyncCause cause,
    boolean forced,
    Instant startedAt,
    @Nullable Instant endedAt,
    SyncCounts counts,
    int providerCalls,
    String failure,
    boolean hasLease) {

  /// Whether the list of organizations is being read; past that the parts are.
  public boolean isListing() {
    return state == SyncRunState.RUNNING && hasLease;
  }
}
