package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of an endpoint that events are sent to.
public record WebhookId(UUID value) {

  /// Reads the canonical form; anything else names nothing.
  public static Optional<WebhookId> parse(String text) {
    return Uuids.parse(text).map(WebhookId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
