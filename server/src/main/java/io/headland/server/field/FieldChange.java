package io.headland.server.field;

import java.util.Optional;

/// What a caller changes of a field.
///
/// @param name blank to remove it
/// @param shape of the new active boundary
record FieldChange(Optional<String> name, ParentChange farm, Optional<BoundaryShape> shape) {}
