package io.headland.server.core.webhook;

import io.headland.server.core.event.Event;

/// An event that is to be sent.
///
/// @param attempts that were made before
/// @param fresh whether it is from the feed, in its order; otherwise it is a retry or a replay
public record Delivery(Event event, WebhookMessage message, int attempts, boolean fresh) {

  /// The key of which only one delivery may be in progress. Retries do not block other deliveries.
  public String lock() {
    return fresh ? event.entity() : "again " + event.id();
  }
}
