package io.headland.server.usecase.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// When an account is due again.
public record SyncInterval(Duration longest, InstantSource clock, RandomGenerator random) {
  /// So much of the interval is left to chance, so that accounts that came together part again.
  private static final double SPREAD = 0.1;

  /// When an account that is synced now is due next: never later than the interval.
  public Instant next() {
    double share = 1 - SPREAD * random.nextDouble();
    return clock.instant().plus(Duration.ofMillis((long) (longest.toMillis() * share)));
  }
}
