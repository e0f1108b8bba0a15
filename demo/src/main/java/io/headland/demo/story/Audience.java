package io.headland.demo.story;

/// Whoever watches the story.
@FunctionalInterface
public interface Audience {
  /// A step is over.
  void sees(StepResult result);

  /// A sync run that a step waits for got on.
  default void follows(RunProgress progress) {}
}
