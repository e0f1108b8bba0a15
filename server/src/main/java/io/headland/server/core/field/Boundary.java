package io.headland.server.core.field;

import io.headland.server.core.field.geometry.Validity;
import java.time.Instant;
import java.util.UUID;

/// A stored boundary of a field.
///
/// @param geometry GeoJSON
/// @param problems defects of the provider's geometry; blank for none
public record Boundary(
    UUID id,
    BoundaryStatus status,
    String providerBoundaryId,
    String geometry,
    double hectares,
    Validity validity,
    String problems,
    Instant createdAt,
    Instant updatedAt) {

  /// The state of a boundary at its provider.
  public enum BoundaryStatus {
    ACTIVE,
    INACTIVE,
    DELETED_ON_PROVIDER
  }
}
