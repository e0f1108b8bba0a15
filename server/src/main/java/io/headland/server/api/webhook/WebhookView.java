package io.headland.server.api.webhook;

import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.Webhook.DisabledReason;
import io.headland.server.core.webhook.WebhookBacklog;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.platform.config.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint in an answer.
///
/// @param behind events of the feed that it has not come to yet
/// @param waiting events that are to be sent again
/// @param givenUp events that no further attempt is made at
/// @param secret only in the answer that tells it
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
    long givenUp,
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

  WebhookView with(Secret told) {
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
        givenUp,
        createdAt,
        updatedAt,
        told.reveal());
  }

  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }
}
