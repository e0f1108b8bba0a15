package io.headland.server.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The times of retries.
public final class RetrySchedule {
  private static final double JITTER = 0.1;

  private final List<Duration> pauses;
  private final RandomGenerator random;

  public RetrySchedule(List<Duration> pauses, RandomGenerator random) {
    this.pauses = List.copyOf(pauses);
    this.random = random;
  }

  /// The time of the next attempt, with a jitter, so that simultaneous failures are not retried
  /// simultaneously; empty when it is abandoned.
  public Optional<Instant> after(int attempts, Instant now) {
    if (attempts > pauses.size()) {
      return Optional.empty();
    }
    Duration pause = pauses.get(attempts - 1);
    return Optional.of(
        now.plus(pause).plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble())));
  }
}
