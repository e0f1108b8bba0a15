package io.headland.demo.scenario;

/// One step of the scenario.
///
/// @param name the action
/// @param expected the expected result
public record Step(String name, String expected, Action play) {

  /// The action of a step.
  @FunctionalInterface
  interface Action {
    /// Returns the observed result.
    ///
    /// @throws StepFailed when it is not the expected one
    String on(ScenarioState state) throws InterruptedException;
  }
}
