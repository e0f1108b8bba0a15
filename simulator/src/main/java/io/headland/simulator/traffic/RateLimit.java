package io.headland.simulator.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A bucket of tokens for each application: it has the tokens of one second, at least one, and
/// fills by the simulator's clock.
final class RateLimit {
  private static final double NANOS = 1e9;

  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  RateLimit(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Bucket {
    private double tokens;
    private Instant filledAt;

    Bucket(double tokens, Instant filledAt) {
      this.tokens = tokens;
      this.filledAt = filledAt;
    }

    void fill(Instant now, double perSecond, double most) {
      double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / NANOS);
      tokens = Math.min(most, tokens + seconds * perSecond);
      filledAt = now;
    }
  }

  /// Takes a token, or returns the time until there is one, in whole seconds.
  synchronized Optional<Duration> take(String application, double perSecond) {
    double most = Math.max(1, perSecond);
    Instant now = clock.instant();
    Bucket bucket = buckets.computeIfAbsent(application, _ -> new Bucket(most, now));
    bucket.fill(now, perSecond, most);
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      return Optional.empty();
    }
    long seconds = (long) Math.ceil((1 - bucket.tokens) / perSecond);
    return Optional.of(Duration.ofSeconds(Math.max(1, seconds)));
  }
}
