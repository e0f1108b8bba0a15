package io.headland.server.webhook;

/// How long an endpoint may take before it is the turn of others.
@FunctionalInterface
interface Turn {
  boolean isOver();
}
