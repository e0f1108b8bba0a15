package io.headland.bench.load;

import java.util.random.RandomGenerator;

/// Makes up the next request.
@FunctionalInterface
public interface Workload {
  /// Head and body as they go over the wire.
  byte[] next(RandomGenerator random);
}
