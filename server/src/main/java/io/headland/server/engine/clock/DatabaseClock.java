package io.headland.server.engine.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The clock of the database's machine, which is the same for all nodes. Between two readings it
/// advances with the monotonic clock of this node.
public final class DatabaseClock implements InstantSource {
  private final StoredTimesStore store;
  private final InstantSource steady;
  private volatile Duration ahead;

  private DatabaseClock(StoredTimesStore store, InstantSource steady) {
    this.store = store;
    this.steady = steady;
    this.ahead = measure();
  }

  /// Reads the clock for the first time.
  public static DatabaseClock open(StoredTimesStore store, InstantSource steady) {
    return new DatabaseClock(store, steady);
  }

  @Override
  public Instant instant() {
    return steady.instant().plus(ahead);
  }

  /// Reads the clock again.
  ///
  /// @return the difference by which it was set since the last reading; negative when it was set
  ///   back
  Duration read() {
    Duration before = ahead;
    ahead = measure();
    return ahead.minus(before);
  }

  private Duration measure() {
    Instant sent = steady.instant();
    Instant read = store.databaseTime();
    Duration roundTrip = Duration.between(sent, steady.instant());
    return Duration.between(sent.plusNanos(roundTrip.toNanos() / 2), read);
  }
}
