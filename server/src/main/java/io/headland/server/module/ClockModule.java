package io.headland.server.module;

import io.headland.server.engine.clock.ClockWatch;
import io.headland.server.engine.clock.DatabaseClock;
import io.headland.server.engine.clock.StoredTimesStore;
import io.headland.server.platform.clock.SteadyClock;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.headland.server.platform.tasks.TaskScheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// The clocks, and the detection of clocks that were set.
public final class ClockModule implements AutoCloseable {
  private final SteadyClock steady;
  private final DatabaseClock database;
  private final ClockWatch watch;

  public ClockModule(Platform platform) {
    StoredTimesStore storedTimes =
        new StoredTimesStore(platform.jdbi(), longestWaits(platform.config()));
    this.steady = new SteadyClock(platform.clock().instant());
    this.database = DatabaseClock.open(storedTimes, steady);
    this.watch =
        new ClockWatch(
            platform.clock(), steady, database, storedTimes, platform.meters().registry());
  }

  private static StoredTimesStore.Limits longestWaits(HeadlandConfig config) {
    return new StoredTimesStore.Limits(
        config.sync().lease(),
        config.sync().interval(),
        config.notifications().debounce(),
        config.webhooks().retrySchedule().stream()
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO));
  }

  /// Starts to watch the clocks.
  ///
  /// @param schedulers that are restarted when the clock was set back
  public void start(List<TaskScheduler> schedulers, BackgroundLoops loops) {
    watch.start(schedulers, loops);
  }

  public SteadyClock steady() {
    return steady;
  }

  public DatabaseClock database() {
    return database;
  }

  @Override
  public void close() {
    watch.close();
  }
}
