package io.headland.server.engine.sync;

/// The time slice of a worker. After its end the worker is queued again, so that others are
/// executed.
@FunctionalInterface
public interface TimeSlice {
  boolean isOver();
}
