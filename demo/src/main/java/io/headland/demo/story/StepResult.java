package io.headland.demo.story;

/// What came of a step.
///
/// @param seen in a few words
public record StepResult(Step step, Outcome outcome, String seen) {

  /// Whether a step held.
  public enum Outcome {
    HELD,
    FAILED,
    /// An earlier step failed, and the later ones build on it.
    NOT_PLAYED
  }

  public boolean held() {
    return outcome == Outcome.HELD;
  }
}
