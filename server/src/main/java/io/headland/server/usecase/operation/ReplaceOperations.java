package io.headland.server.usecase.operation;

import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.core.operation.FieldOperationWriteStore;
import io.headland.server.core.operation.FieldOperationWriteStore.Merged;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Stores the results of a merge with their events.
public final class ReplaceOperations {
  private final Jdbi jdbi;
  private final FieldOperationWriteStore operations;

  public ReplaceOperations(Jdbi jdbi, FieldOperationWriteStore operations) {
    this.jdbi = jdbi;
    this.operations = operations;
  }

  /// Inserts or replaces an operation, whose points are in the file store.
  ///
  /// @param reprocessRequest the request that the merge has carried out
  /// @return false when the Leaf user was deleted
  public boolean store(
      ApiOwnerId owner, Merged merged, Optional<UUID> reprocessRequest, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          if (!LeafUserLock.share(handle, owner, merged.leafUser())) {
            return false;
          }
          boolean isNew = operations.store(handle, owner, merged, now);
          reprocessRequest.ifPresent(
              request -> operations.endReprocess(handle, owner, merged.id(), request));
          EventType change = isNew ? EventType.OPERATION_CREATED : EventType.OPERATION_UPDATED;
          EventStore.write(
              handle,
              owner,
              List.of(
                  event(change, merged.leafUser(), merged.id(), merged.fieldId()),
                  event(
                      EventType.OPERATION_PROCESSED,
                      merged.leafUser(),
                      merged.id(),
                      merged.fieldId())),
              now);
          return true;
        });
  }

  /// Deletes operations of a field that are merged from no file any more: their files are in other
  /// operations, were deleted, or have no points in the field.
  public void delete(
      ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, List<UUID> ids, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (!LeafUserLock.share(handle, owner, leafUser)) {
            return;
          }
          operations.delete(handle, owner, ids);
          EventStore.write(
              handle,
              owner,
              ids.stream()
                  .map(id -> event(EventType.OPERATION_REMOVED, leafUser, id, fieldId))
                  .toList(),
              now);
        });
  }

  private static NewEvent event(EventType type, LeafUserId leafUser, UUID id, UUID fieldId) {
    return new NewEvent(
        type,
        leafUser,
        null,
        "operation/" + id,
        Json.MAPPER
            .createObjectNode()
            .put("operationId", id.toString())
            .put("fieldId", fieldId.toString()));
  }
}
