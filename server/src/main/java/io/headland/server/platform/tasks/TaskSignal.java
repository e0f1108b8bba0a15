package io.headland.server.platform.tasks;

/// Wakes the scheduler of this node after work for it was committed. Without the signal the work
/// waits for the next poll.
public final class TaskSignal {
  private volatile Runnable listener = () -> {};

  /// Sets the scheduler that is woken from now on.
  public void listen(Runnable scheduler) {
    listener = scheduler;
  }

  public void send() {
    listener.run();
  }
}
