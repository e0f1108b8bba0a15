package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Validity;
import java.time.Instant;
import java.util.UUID;

/// A boundary of a field, as it is kept.
///
/// @param geometry GeoJSON
/// @param problems what was wrong with the provider's drawing; blank when nothing
public record Boundary(
    UUID id,
    BoundaryStatus status,
    String providerBoundaryId,
    String geometry,
    double hectares,
    Validity validity,
    String problems,
    Instant createdAt,
    Instant updatedAt) {}
