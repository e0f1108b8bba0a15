package io.headland.server.webhook;

import io.headland.server.event.Event;
import io.headland.server.event.EventType;
import io.headland.server.event.EventView;
import io.headland.server.http.Json;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Headland's events as the feed shows them.
final class StandardFormat implements MessageFormat {
  private final List<Duration> pauses;

  StandardFormat(List<Duration> pauses) {
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

  /// The types that any of the patterns names.
  static Set<EventType> matching(List<String> patterns) {
    Set<EventType> matching = EnumSet.noneOf(EventType.class);
    patterns.forEach(pattern -> matching.addAll(EventType.matching(pattern)));
    return matching;
  }

  @Override
  public Optional<WebhookMessage> message(Event event, List<String> types) {
    return Optional.of(
        new WebhookMessage(event.type().wireName(), Json.MAPPER.writeValueAsString(EventView.of(event))));
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
