package io.headland.server.core.webhook;

/// How an endpoint is told of events.
public enum WebhookKind {
  /// Headland's events as they are.
  STANDARD,
  /// Leaf's alerts.
  LEAF
}
