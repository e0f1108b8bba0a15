package io.headland.server.engine.ratelimit;

import java.time.Duration;

/// The number of calls per second, and derived values.
public record Rate(int callsPerSecond) {
  private static final int BATCHES_A_SECOND = 4;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  public Rate {
    if (callsPerSecond < 1) {
      throw new IllegalArgumentException("A rate must be at least one call per second");
    }
  }

  /// The largest number of calls that a node takes at once: those of a quarter of a second for all
  /// nodes.
  long batch() {
    return Math.max(1, callsPerSecond / BATCHES_A_SECOND);
  }

  /// The capacity of the bucket: the calls of half a second.
  long capacity() {
    return Math.max(1, callsPerSecond / 2);
  }

  /// The time in which this number of calls is refilled.
  Duration timeFor(long calls) {
    return Duration.ofNanos(Math.ceilDiv(calls * NANOS_A_SECOND, callsPerSecond));
  }
}
