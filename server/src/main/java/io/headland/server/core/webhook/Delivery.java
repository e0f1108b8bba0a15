package io.headland.server.core.webhook;

import io.headland.server.core.event.Event;

/// An event that is to be sent.
///
/// @param attempts that were made before
/// @param fresh whether it comes from the feed, in its order; otherwise it failed before, or is
///   sent again
public record Delivery(Event event, WebhookMessage message, int attempts, boolean fresh) {

  /// What must not be under way twice at a time. A second look at an event keeps up nobody.
  public String lock() {
    return fresh ? event.entity() : "again " + event.id();
  }
}
