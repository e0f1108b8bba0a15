package io.headland.bench.soak.load;

/// Something that is done again and again by one thread.
interface Task {
  void step() throws InterruptedException;
}
