package io.headland.simulator.johndeere.events;

import io.headland.simulator.http.Json;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An event for one subscription.
///
/// @param targetResource where the current state of the record can be read
public record Event(
    String clientKey,
    String eventTypeId,
    String targetResource,
    String token,
    Map<String, String> metadata) {

  public Event {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("clientKey", clientKey)
            .put("eventTypeId", eventTypeId)
            .put("targetResource", targetResource);
    if (!token.isEmpty()) {
      json.put("token", token);
    }
    ArrayNode pairs = json.putArray("metadata");
    metadata.forEach((key, value) -> pairs.addObject().put("key", key).put("value", value));
    json.putArray("links");
    return json;
  }
}
