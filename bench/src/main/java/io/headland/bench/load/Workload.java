package io.headland.bench.load;

import java.util.random.RandomGenerator;

/// Creates the next request.
@FunctionalInterface
public interface Workload {
  /// Head and body as bytes.
  byte[] next(RandomGenerator random);
}
