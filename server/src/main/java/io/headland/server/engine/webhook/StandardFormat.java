package io.headland.server.engine.webhook;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventDocument;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.platform.json.Json;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Headland's events as in the feed.
public final class StandardFormat implements MessageFormat {
  private final List<Duration> pauses;

  public StandardFormat(List<Duration> pauses) {
    this.pauses = List.copyOf(pauses);
  }

  @Override
  public WebhookKind kind() {
    return WebhookKind.STANDARD;
  }

  @Override
  public Set<EventType> wanted(List<String> types) {
    return matching(types);
  }

  /// The types that match any of the patterns.
  public static Set<EventType> matching(List<String> patterns) {
    Set<EventType> matching = EnumSet.noneOf(EventType.class);
    patterns.forEach(pattern -> matching.addAll(EventType.matching(pattern)));
    return matching;
  }

  @Override
  public Optional<WebhookMessage> message(Event event, List<String> types) {
    return Optional.of(
        new WebhookMessage(
            event.type().wireName(), Json.MAPPER.writeValueAsString(EventDocument.of(event))));
  }

  @Override
  public Map<String, String> headers(String body, SigningSecrets secrets) {
    return Map.of();
  }

  @Override
  public List<Duration> pauses() {
    return pauses;
  }
}
