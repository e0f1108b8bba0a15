package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.Webhook;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.util.Map;

/// A test message for an endpoint. It is not in the feed and has no sequence.
public final class TestMessage {
  private static final String TYPE = "webhook.test";

  private TestMessage() {}

  private record Body(String id, String type, Instant timestamp, Map<String, String> data) {}

  public static WebhookMessage of(Webhook webhook, EventId id, Instant now) {
    return new WebhookMessage(
        TYPE,
        Json.MAPPER.writeValueAsString(
            new Body(id.toString(), TYPE, now, Map.of("webhookId", webhook.id().toString()))));
  }
}
