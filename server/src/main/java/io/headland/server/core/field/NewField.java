package io.headland.server.core.field;

import io.headland.server.core.field.geometry.BoundaryShape;
import java.util.Optional;
import java.util.UUID;

/// A field that is to be created.
///
/// @param id given by the caller; a new one when empty
/// @param name blank for none
/// @param farmId of the farm that it belongs to
public record NewField(
    Optional<UUID> id, String name, Optional<Long> farmId, BoundaryShape shape) {}
