package io.headland.bench.load;

import java.time.Duration;

/// What a load came to.
public record LoadResult(Duration elapsed, Latencies latencies) {

  public double perSecond() {
    return latencies.count() / (elapsed.toNanos() / 1e9);
  }
}
