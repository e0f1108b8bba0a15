package io.headland.server.api.operation;

import io.headland.server.core.operation.FieldOperation;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A field operation in a response, with Leaf's keys.
///
/// @param fields the one field of the operation
record OperationView(
    UUID id,
    String apiOwnerUsername,
    String leafUserId,
    Instant startTime,
    Instant endTime,
    Instant updatedTime,
    String type,
    @Added @Nullable String crop,
    List<UUID> files,
    List<FieldOfOperation> fields,
    List<String> providers) {

  /// A field of an operation.
  record FieldOfOperation(UUID id) {}

  /// A view of an operation.
  ///
  /// @param email of the API owner
  static OperationView of(FieldOperation operation, String email) {
    return new OperationView(
        operation.id(),
        email,
        operation.leafUser().toString(),
        operation.startTime(),
        operation.endTime(),
        operation.updatedAt(),
        operation.type().leafName(),
        operation.crop().isEmpty() ? null : operation.crop(),
        operation.fileIds(),
        List.of(new FieldOfOperation(operation.fieldId())),
        operation.providers());
  }
}
