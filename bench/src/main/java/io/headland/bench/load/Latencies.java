package io.headland.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Durations, stored individually without rounding.
public final class Latencies {
  private final long[] sortedNanos;

  private Latencies(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  public static Latencies ofNanos(long... nanos) {
    long[] copy = nanos.clone();
    Arrays.sort(copy);
    return new Latencies(copy);
  }

  public static Latencies of(List<Duration> durations) {
    return ofNanos(durations.stream().mapToLong(Duration::toNanos).toArray());
  }

  static Latencies merged(List<long[]> parts) {
    return ofNanos(parts.stream().flatMapToLong(Arrays::stream).toArray());
  }

  public int count() {
    return sortedNanos.length;
  }

  public Duration median() {
    return percentile(50);
  }

  /// The smallest duration within which the given percentage was done.
  public Duration percentile(double percent) {
    if (sortedNanos.length == 0 || percent < 0 || percent > 100) {
      throw new IllegalArgumentException("No percentile " + percent + " of " + count());
    }
    int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
    return Duration.ofNanos(sortedNanos[Math.max(rank, 1) - 1]);
  }
}
