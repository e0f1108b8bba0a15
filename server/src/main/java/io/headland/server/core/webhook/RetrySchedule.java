package io.headland.server.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a failed attempt is made up for.
public final class RetrySchedule {
  private static final double JITTER = 0.1;

  private final List<Duration> pauses;
  private final RandomGenerator random;

  public RetrySchedule(List<Duration> pauses, RandomGenerator random) {
    this.pauses = List.copyOf(pauses);
    this.random = random;
  }

  /// When to try again, somewhat later than the schedule says, so that what failed together does
  /// not come back together; empty when it is given up.
  public Optional<Instant> after(int attempts, Instant now) {
    if (attempts > pauses.size()) {
      return Optional.empty();
    }
    Duration pause = pauses.get(attempts - 1);
    return Optional.of(
        now.plus(pause).plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble())));
  }
}
