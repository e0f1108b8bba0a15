package io.headland.server.engine.sync;

/// How long a worker may go on before it lets others have their turn.
@FunctionalInterface
interface TimeSlice {
  boolean isOver();
}
