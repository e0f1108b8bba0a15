package io.headland.server.api.webhook;

import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.Webhook.DisabledReason;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookStore.WebhookBacklog;
import io.headland.server.platform.config.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint in a response.
///
/// @param behind events of the feed after its position
/// @param waiting events to be retried
/// @param abandoned abandoned events
/// @param secret only in the response to its creation
record WebhookView(
    String id,
    WebhookKind kind,
    String name,
    String url,
    List<String> types,
    boolean enabled,
    @Nullable DisabledReason disabledReason,
    @Nullable Instant disabledAt,
    @Nullable Instant failingSince,
    long behind,
    long waiting,
    long abandoned,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String secret) {

  static WebhookView of(WebhookBacklog backlog) {
    Webhook webhook = backlog.webhook();
    return new WebhookView(
        webhook.id().toString(),
        webhook.kind(),
        webhook.name(),
        webhook.url(),
        webhook.types(),
        webhook.isEnabled(),
        webhook.disabledReason(),
        webhook.disabledAt(),
        webhook.failingSince(),
        backlog.behind(),
        backlog.waiting(),
        backlog.abandoned(),
        webhook.createdAt(),
        webhook.updatedAt(),
        null);
  }

  WebhookView with(Secret newSecret) {
    return new WebhookView(
        id,
        kind,
        name,
        url,
        types,
        enabled,
        disabledReason,
        disabledAt,
        failingSince,
        behind,
        waiting,
        abandoned,
        createdAt,
        updatedAt,
        newSecret.reveal());
  }

  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }
}
