package io.headland.demo.story;

/// One step of the story.
///
/// @param name the action
/// @param expected the expected result
public record Step(String name, String expected, Play play) {

  /// The action of a step.
  @FunctionalInterface
  interface Play {
    /// Returns the observed result.
    ///
    /// @throws StepFailed when it is not the expected one
    String on(Scene scene) throws InterruptedException;
  }
}
