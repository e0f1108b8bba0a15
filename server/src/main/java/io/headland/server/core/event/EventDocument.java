package io.headland.server.core.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An event in a response.
///
/// @param sequence its position in the feed
public record EventDocument(
    String id,
    String type,
    Instant timestamp,
    @Nullable String leafUserId,
    @Nullable String provider,
    long sequence,
    ObjectNode data) {

  public static EventDocument of(Event event) {
    return new EventDocument(
        event.id().toString(),
        event.type().wireName(),
        event.occurredAt(),
        event.leafUser() == null ? null : event.leafUser().toString(),
        event.provider(),
        event.position(),
        event.data());
  }
}
