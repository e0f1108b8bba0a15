package io.headland.demo.scenario;

import java.io.Serial;

/// A step observed an unexpected result. The message describes it.
final class StepFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StepFailed(String found) {
    super(found);
  }

  /// Continues only when the expectation holds.
  static void unless(boolean holds, String found) {
    if (!holds) {
      throw new StepFailed(found);
    }
  }
}
