package io.headland.server.core.webhook;

/// A webhook with the events that have not been delivered to it.
///
/// @param behind events of the feed after its position
/// @param waiting events that are retried
/// @param abandoned events without a further attempt
public record WebhookBacklog(Webhook webhook, long behind, long waiting, long abandoned) {}
