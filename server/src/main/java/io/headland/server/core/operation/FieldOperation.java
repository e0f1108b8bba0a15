package io.headland.server.core.operation;

import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A field operation.
///
/// @param provider blank when it may contain files of several providers
/// @param providers of its files
/// @param version of its points, a part of their keys in the file store
/// @param fileIds of the machine files whose points it contains
/// @param description JSON of the description
/// @param rejectedPoints JSON of the numbers of points that the filters left out
public record FieldOperation(
    UUID id,
    LeafUserId leafUser,
    UUID fieldId,
    OperationType type,
    String crop,
    String provider,
    List<String> providers,
    Instant startTime,
    Instant endTime,
    UUID version,
    List<UUID> fileIds,
    String description,
    String rejectedPoints,
    Instant createdAt,
    Instant updatedAt) {}
