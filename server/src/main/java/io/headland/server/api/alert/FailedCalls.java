package io.headland.server.api.alert;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventReadStore;
import io.headland.server.core.webhook.RetryStore;
import io.headland.server.core.webhook.RetryStore.Abandoned;
import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.engine.alert.AlertFormat;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.safehttp.PostOutcome.Failure;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The abandoned alerts, as listed by Leaf.
public final class FailedCalls {
  private static final int MAX = 500;

  private final WebhookStore webhooks;
  private final RetryStore retries;
  private final EventReadStore feed;
  private final AlertFormat format;
  private final Function<ApiOwnerId, String> emails;

  public FailedCalls(
      WebhookStore webhooks,
      RetryStore retries,
      EventReadStore feed,
      AlertFormat format,
      Function<ApiOwnerId, String> emails) {
    this.webhooks = webhooks;
    this.retries = retries;
    this.feed = feed;
    this.format = format;
    this.emails = emails;
  }

  /// All entries.
  record View(List<Item> items) {}

  /// An entry: with `status` and `response` if there was a response, otherwise with
  /// `connectionError`.
  record Item(
      String apiOwner,
      Instant createdAt,
      String url,
      String requestBody,
      @Nullable Integer status,
      @Nullable String response,
      @Nullable String connectionError) {}

  /// The latest first, without those whose event is no longer stored.
  View list(ApiOwnerId owner) {
    List<Abandoned> calls = retries.listAbandoned(owner, WebhookKind.LEAF, MAX);
    Map<WebhookId, Webhook> alerts =
        webhooks.list(owner).stream().collect(Collectors.toMap(Webhook::id, w -> w));
    Map<EventId, Event> events = new HashMap<>();
    feed.list(owner, calls.stream().map(Abandoned::event).toList())
        .forEach(event -> events.put(event.id(), event));
    String email = emails.apply(owner);
    return new View(
        calls.stream()
            .flatMap(
                call ->
                    item(email, call, alerts.get(call.webhook()), events.get(call.event()))
                        .stream())
            .toList());
  }

  private Optional<Item> item(
      String email, Abandoned call, @Nullable Webhook alert, @Nullable Event event) {
    if (alert == null || event == null) {
      return Optional.empty();
    }
    String failure = call.failure();
    return format
        .message(event, alert.types())
        .map(WebhookMessage::body)
        .map(
            body ->
                new Item(
                    email,
                    call.abandonedAt(),
                    alert.url(),
                    body,
                    call.statusCode(),
                    call.response(),
                    failure == null ? null : Failure.valueOf(failure).sentence()));
  }
}
