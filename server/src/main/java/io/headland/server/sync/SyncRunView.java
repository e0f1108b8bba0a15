package io.headland.server.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A sync run in an answer.
record SyncRunView(
    String id,
    String leafUserId,
    String provider,
    SyncRunState state,
    boolean forced,
    Instant startedAt,
    @Nullable Instant endedAt,
    int added,
    int changed,
    int unchanged,
    int blocked,
    int providerCalls,
    @Nullable String failure) {

  static SyncRunView of(SyncRun run) {
    SyncCounts counts = run.counts();
    return new SyncRunView(
        run.id().toString(),
        run.leafUserId().toString(),
        run.provider().wireName(),
        run.state(),
        run.forced(),
        run.startedAt(),
        run.endedAt(),
        counts.added(),
        counts.changed(),
        counts.unchanged(),
        counts.blocked(),
        run.providerCalls(),
        run.failure().isBlank() ? null : run.failure());
  }
}
