package io.headland.server.engine.webhook;

/// How long deliveries to an endpoint may continue before others are served.
@FunctionalInterface
interface DeliveryTimeSlice {
  boolean isOver();
}
