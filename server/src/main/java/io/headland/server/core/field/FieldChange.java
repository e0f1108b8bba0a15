package io.headland.server.core.field;

import io.headland.server.core.field.geometry.BoundaryShape;
import java.util.Optional;

/// A change of a field.
///
/// @param name blank to remove it
/// @param shape of the new active boundary
public record FieldChange(
    Optional<String> name, ParentChange farm, Optional<BoundaryShape> shape) {}
