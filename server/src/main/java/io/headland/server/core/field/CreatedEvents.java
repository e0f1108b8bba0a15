package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The events of records that were created through the API.
final class CreatedEvents {
  /// The source of changes through the API, in Leaf's alerts and in events; that of a sync is
  /// `SYNC`.
  private static final String SOURCE = "REST";

  private CreatedEvents() {}

  static NewEvent field(EventType type, LeafUserId leafUser, UUID fieldId, String name) {
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("fieldId", fieldId.toString())
            .put("name", name)
            .put("status", FieldStatus.PROCESSED.name())
            .put("source", SOURCE);
    return new NewEvent(type, leafUser, CreatedRecords.PROVIDER, "field/" + fieldId, data);
  }

  static NewEvent boundary(
      EventType type,
      LeafUserId leafUser,
      UUID fieldId,
      UUID boundaryId,
      BoundaryStatus status,
      double hectares) {
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("boundaryId", boundaryId.toString())
            .put("status", status.name())
            .put("hectares", hectares)
            .put("fieldId", fieldId.toString())
            .put("source", SOURCE);
    return new NewEvent(type, leafUser, CreatedRecords.PROVIDER, "boundary/" + boundaryId, data);
  }
}
