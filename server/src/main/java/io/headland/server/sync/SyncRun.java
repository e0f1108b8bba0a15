package io.headland.server.sync;

import io.headland.server.id.LeafUserId;
import io.headland.server.id.SyncRunId;
import io.headland.server.provider.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt to bring one Leaf user's copy at one provider up to date.
///
/// @param forced whether a caller insisted, against the guard
/// @param counts of organizations; all zero while the run is under way
/// @param providerCalls made, also those that failed
/// @param failure why it failed or was stopped, as an error key; blank otherwise
public record SyncRun(
    SyncRunId id,
    LeafUserId leafUserId,
    Provider provider,
    SyncRunState state,
    boolean forced,
    Instant startedAt,
    @Nullable Instant endedAt,
    SyncCounts counts,
    int providerCalls,
    String failure) {}
