package io.headland.server.engine.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Deletes what left lists and counts long ago, and runs of long ago.
public final class SyncPurge {
  private final SyncPurgeStore store;
  private final InstantSource clock;
  private final Duration retention;

  public SyncPurge(SyncPurgeStore store, InstantSource clock, Duration retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
  }

  public void run() {
    Instant now = clock.instant();
    store.purge(now, now.minus(retention));
  }
}
