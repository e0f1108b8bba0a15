package io.headland.server.api.webhook;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.id.EventId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The events to replay.
sealed interface ReplayRequest {
  /// The given events.
  record Events(List<EventId> events) implements ReplayRequest {
    public Events {
      events = List.copyOf(events);
    }
  }

  /// The events of a time range.
  ///
  /// @param until exclusive
  /// @param types those of the endpoint when absent
  record Time(Instant since, Instant until, Optional<List<String>> types)
      implements ReplayRequest {}

  int MAX = 1_000;

  static ReplayRequest of(ObjectNode json, Instant now) {
    BodyReader body = BodyReader.of("replay", json);
    Optional<List<String>> ids = WebhookRequest.texts("eventIds", json, body, MAX);
    ReplayRequest request = ids.isPresent() ? events(ids.get(), body) : time(json, body, now);
    body.refuseInvalid();
    return request;
  }

  private static ReplayRequest events(List<String> ids, BodyReader body) {
    List<EventId> events = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Optional<EventId> id = EventId.parse(ids.get(i));
      id.ifPresent(events::add);
      if (id.isEmpty()) {
        body.fail("eventIds[" + i + "]", "Uuid");
      }
    }
    return new Events(events);
  }

  private static ReplayRequest time(ObjectNode json, BodyReader body, Instant now) {
    body.requiredText("since");
    Instant since = instant("since", body, now);
    Instant until = instant("until", body, now);
    Optional<List<String>> types = WebhookRequest.texts("types", json, body, MAX);
    types.ifPresent(
        patterns -> {
          if (patterns.stream().anyMatch(pattern -> EventType.matching(pattern).isEmpty())) {
            body.fail("types", "EventType");
          }
        });
    if (until.isBefore(since)) {
      body.fail("until", "AfterSince");
    }
    return new Time(since, until, types);
  }

  private static Instant instant(String field, BodyReader body, Instant fallback) {
    return body.text(field)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeParseException _) {
                body.fail(field, "Instant");
                return fallback;
              }
            })
        .orElse(fallback);
  }
}
