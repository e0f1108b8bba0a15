package io.headland.demo.story;

/// One step of the story.
///
/// @param name what happens
/// @param expected what must be seen
public record Step(String name, String expected, Play play) {

  /// What a step does.
  @FunctionalInterface
  interface Play {
    /// Gives back what was seen.
    ///
    /// @throws StepFailed when that is not what was expected
    String on(Scene scene) throws InterruptedException;
  }
}
