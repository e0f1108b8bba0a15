package io.headland.demo.scenario;

/// Receives the progress of the scenario.
@FunctionalInterface
public interface ProgressListener {
  /// A step is complete.
  void onResult(StepResult result);

  /// A sync run for which a step waits has progressed.
  default void onProgress(RunProgress progress) {}
}
