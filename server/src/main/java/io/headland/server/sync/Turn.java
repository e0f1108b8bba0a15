package io.headland.server.sync;

/// How long a lane may go on before it lets others have their turn.
@FunctionalInterface
interface Turn {
  boolean isOver();
}
