package io.headland.server.core.webhook;

/// The format of messages to an endpoint.
public enum WebhookKind {
  /// Headland's events.
  STANDARD,
  /// Leaf's alerts.
  LEAF
}
