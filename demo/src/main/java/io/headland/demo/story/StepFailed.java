package io.headland.demo.story;

import java.io.Serial;

/// A step saw something else than it expected. The message is what it saw.
final class StepFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StepFailed(String seen) {
    super(seen);
  }

  /// Goes on only when the expectation holds.
  static void unless(boolean holds, String seen) {
    if (!holds) {
      throw new StepFailed(seen);
    }
  }
}
