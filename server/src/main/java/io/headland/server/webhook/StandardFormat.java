package io.headland.server.webhook;

import io.headland.server.event.Event;
import io.headland.server.event.EventType;
import io.headland.server.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Headland's events as the feed shows them.
final class StandardFormat implements MessageFormat {
  private final List<Duration> pauses;

  StandardFormat(List<Duration> pauses) {
    this.pauses = List.copyOf(pauses);
  }

  /// An event on the wire.
  private record Body(
      String id,
      String type,
      Instant timestamp,
      @Nullable String leafUserId,
      @Nullable String provider,
      ObjectNode data,
      long sequence) {}

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
  public Optional<Message> message(Event event, List<String> types) {
    return Optional.of(
        new Message(
            event.type().wireName(),
            Json.MAPPER.writeValueAsString(
                new Body(
                    event.id().toString(),
                    event.type().wireName(),
                    event.occurredAt(),
                    event.leafUser() == null ? null : event.leafUser().toString(),
                    event.provider(),
                    event.data(),
                    event.position()))));
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
