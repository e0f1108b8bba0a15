package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// The metadata of a client, farm or boundary, for `embed=showRecordMetadata`. Without a licence
/// for them, which no application has here, users and source systems are omitted, as John Deere's
/// boundaries document states.
final class RecordMetadata {
  private static final String EMBED = "showRecordMetadata";

  private RecordMetadata() {}

  /// For a record without stored times.
  static void embed(Call call, ObjectNode record) {
    if (call.embed().contains(EMBED)) {
      record.set("recordMetadata", empty());
    }
  }

  static void embed(Call call, Instant created, Instant modified, ObjectNode record) {
    if (call.embed().contains(EMBED)) {
      ObjectNode metadata = empty().put("userCreationTimestamp", created.toString());
      if (modified.isAfter(created)) {
        metadata.put("userLastModifiedTimestamp", modified.toString());
      }
      record.set("recordMetadata", metadata);
    }
  }

  private static ObjectNode empty() {
    return Json.object().put("@type", "RecordMetadata");
  }
}
