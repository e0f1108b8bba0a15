package io.headland.demo.story;

/// Receives the progress of the story.
@FunctionalInterface
public interface Audience {
  /// A step is complete.
  void sees(StepResult result);

  /// A sync run for which a step waits has progressed.
  default void follows(RunProgress progress) {}
}
