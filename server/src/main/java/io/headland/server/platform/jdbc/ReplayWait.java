package io.headland.server.platform.jdbc;

/// A wait before a client receives a notification of a change, until reads from a standby show the
/// change.
@FunctionalInterface
public interface ReplayWait {
  /// Without a standby.
  ReplayWait NONE = () -> {};

  /// Waits until no node reads a state that is older than the call.
  void await() throws InterruptedException;
}
