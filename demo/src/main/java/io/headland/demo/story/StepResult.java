package io.headland.demo.story;

/// The result of a step.
///
/// @param seen the observed result in a few words
public record StepResult(Step step, Outcome outcome, String seen) {

  /// The outcome of a step.
  public enum Outcome {
    HELD,
    FAILED,
    /// An earlier step failed, on which this one depends.
    NOT_PLAYED
  }

  public boolean held() {
    return outcome == Outcome.HELD;
  }
}
