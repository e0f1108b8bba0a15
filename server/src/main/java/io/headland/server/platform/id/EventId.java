package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of an event. It sorts by the time at which the event occurred.
public record EventId(UUID value) {

  /// Parses the canonical form; empty for any other text.
  public static Optional<EventId> parse(String text) {
    return Uuids.parse(text).map(EventId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
