package io.headland.server.usecase.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The time of the next sync of an account.
public record SyncInterval(Duration longest, InstantSource clock, RandomGenerator random) {
  /// The share of the interval that is random, so that simultaneous syncs are distributed.
  private static final double SPREAD = 0.1;

  /// The time of the next sync of an account that is synced now: at most the interval.
  public Instant next() {
    double share = 1 - SPREAD * random.nextDouble();
    return clock.instant().plus(Duration.ofMillis((long) (longest.toMillis() * share)));
  }
}
