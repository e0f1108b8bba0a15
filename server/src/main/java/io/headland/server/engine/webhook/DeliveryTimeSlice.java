package io.headland.server.engine.webhook;

/// How long an endpoint may take before it is the turn of others.
@FunctionalInterface
interface DeliveryTimeSlice {
  boolean isOver();
}
