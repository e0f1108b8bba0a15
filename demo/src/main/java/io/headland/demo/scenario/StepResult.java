package io.headland.demo.scenario;

/// The result of a step.
///
/// @param found the observed result in a few words
public record StepResult(Step step, Outcome outcome, String found) {

  /// The outcome of a step.
  public enum Outcome {
    PASSED,
    FAILED,
    /// An earlier step failed, on which this one depends.
    SKIPPED
  }

  public boolean passed() {
    return outcome == Outcome.PASSED;
  }
}
