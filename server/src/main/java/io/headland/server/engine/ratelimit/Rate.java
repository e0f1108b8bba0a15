package io.headland.server.engine.ratelimit;

import java.time.Duration;

/// How many calls a second, and what follows from it.
public record Rate(int callsPerSecond) {
  private static final int BATCHES_A_SECOND = 4;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  public Rate {
    if (callsPerSecond < 1) {
      throw new IllegalArgumentException("A rate has at least one call a second");
    }
  }

  /// Most calls that a node takes at once: what all nodes together get in a quarter of a second.
  long batch() {
    return Math.max(1, callsPerSecond / BATCHES_A_SECOND);
  }

  /// Most calls that gather while nobody takes any: half a second's.
  long capacity() {
    return Math.max(1, callsPerSecond / 2);
  }

  /// How long it takes until as many calls have gathered.
  Duration timeFor(long calls) {
    return Duration.ofNanos(Math.ceilDiv(calls * NANOS_A_SECOND, callsPerSecond));
  }
}
