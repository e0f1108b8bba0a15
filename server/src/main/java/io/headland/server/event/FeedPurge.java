package io.headland.server.event;

import io.headland.server.id.ApiOwnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes events that have been kept long enough, every hour.
final class FeedPurge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FeedPurge.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final int BATCH = 2_000;

  private final EventPurgeStore store;
  private final InstantSource clock;
  private final Duration retention;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("feed-purge").factory());

  FeedPurge(EventPurgeStore store, InstantSource clock, Duration retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
  }

  void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::tryToPurge, EVERY.toSeconds() / 60, EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  void purge() {
    Instant before = clock.instant().minus(retention);
    for (ApiOwnerId owner : store.listOwners()) {
      int purged;
      do {
        purged = store.purge(owner, before, BATCH);
      } while (purged == BATCH && !Thread.currentThread().isInterrupted());
    }
  }

  private void tryToPurge() {
    try {
      purge();
    } catch (RuntimeException e) {
      // The edge of the loop: an exception here would end the timer for good.
      log.warn("Events could not be purged; the next hour tries again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
