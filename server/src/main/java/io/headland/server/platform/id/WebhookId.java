package io.headland.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/// The id of an endpoint.
public record WebhookId(UUID value) {

  /// Parses the canonical form; empty for any other text.
  public static Optional<WebhookId> parse(String text) {
    return Uuids.parse(text).map(WebhookId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
