package io.headland.server.core.field;

import io.headland.server.core.field.geometry.BoundaryShape;
import java.util.Optional;
import java.util.UUID;

/// A field to be created.
///
/// @param id given by the caller; a new one when empty
/// @param name blank for none
/// @param farmId of its farm
public record NewField(
    Optional<UUID> id, String name, Optional<Long> farmId, BoundaryShape shape) {}
