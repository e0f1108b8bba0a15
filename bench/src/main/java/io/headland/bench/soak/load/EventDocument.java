package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import io.headland.bench.soak.check.SeenEvent;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// Reads an event, as in the feed and in the body of a call to a webhook.
final class EventDocument {
  private EventDocument() {}

  /// Reads an event.
  ///
  /// @throws java.time.format.DateTimeParseException when it has no valid timestamp
  static SeenEvent read(JsonNode event) {
    String type = event.path("type").asString("");
    JsonNode data = event.path("data");
    return new SeenEvent(
        event.path("sequence").asLong(0),
        event.path("id").asString(""),
        type,
        resource(event, type, data),
        data.path("status").asString(""),
        data.path("previousStatus").asString(""),
        Instant.parse(event.path("timestamp").asString("")));
  }

  /// Events of one resource are delivered in order.
  private static Resource resource(JsonNode event, String type, JsonNode data) {
    String kind = type.replaceFirst("\\..*", "");
    return switch (kind) {
      case "field" -> new Resource(kind, data.path("fieldId").asString(""));
      case "boundary" -> new Resource(kind, data.path("boundaryId").asString(""));
      case "credential" -> new Resource(kind, data.path("credentialId").asString(""));
      case "organization" ->
          new Resource(
              kind,
              data.path("leafUserId").asString("") + "/" + data.path("providerOrgId").asString(""));
      default -> new Resource(kind, event.path("id").asString(""));
    };
  }
}
