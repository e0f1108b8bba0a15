package io.headland.server.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Deletes what left lists and counts long ago, and runs of long ago.
final class SyncPurge {
  private final SyncPurgeStore store;
  private final InstantSource clock;
  private final Duration retention;

  SyncPurge(SyncPurgeStore store, InstantSource clock, Duration retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
  }

  void run() {
    Instant now = clock.instant();
    store.purge(now, now.minus(retention));
  }
}
