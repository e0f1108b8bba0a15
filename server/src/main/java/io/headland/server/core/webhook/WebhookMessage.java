package io.headland.server.core.webhook;

/// A message to an endpoint.
///
/// @param type of the event, in the terms of the kind of endpoint
public record WebhookMessage(String type, String body) {}
