package io.headland.server.engine.retention;

import io.headland.server.core.event.EventPurgeStore;
import io.headland.server.platform.id.ApiOwnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// Deletes events that have been kept long enough.
public final class EventPurge {
  private static final int BATCH = 2_000;

  private final EventPurgeStore store;
  private final InstantSource clock;
  private final Duration retention;

  public EventPurge(EventPurgeStore store, InstantSource clock, Duration retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
  }

  /// Deletes old events of all API owners.
  ///
  /// @param isStopping ends the purge after the current batch
  public void purge(BooleanSupplier isStopping) {
    Instant before = clock.instant().minus(retention);
    for (ApiOwnerId owner : store.listOwners()) {
      int purged;
      do {
        purged = store.purge(owner, before, BATCH);
      } while (purged == BATCH && !isStopping.getAsBoolean());
    }
  }
}
