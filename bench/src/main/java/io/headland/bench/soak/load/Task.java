package io.headland.bench.soak.load;

/// An action that one thread repeats.
interface Task {
  void step() throws InterruptedException;
}
