package io.headland.bench.load;

import java.time.Duration;

/// The result of a load.
public record LoadResult(Duration elapsed, Latencies latencies) {

  public double perSecond() {
    return latencies.count() / (elapsed.toNanos() / 1e9);
  }
}
