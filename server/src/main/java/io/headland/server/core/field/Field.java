package io.headland.server.core.field;

import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored field.
///
/// @param name blank when the provider has none
/// @param farmId null when it belongs to no stored farm
/// @param boundaryIds none for a preview
/// @param active the active boundary
public record Field(
    UUID id,
    LeafUserId leafUserId,
    String provider,
    String providerOrgId,
    String providerFieldId,
    String name,
    FieldStatus status,
    @Nullable Long farmId,
    List<UUID> boundaryIds,
    @Nullable ActiveBoundary active,
    Instant createdAt,
    Instant updatedAt) {

  public Field {
    boundaryIds = List.copyOf(boundaryIds);
  }

  /// The active boundary in a field.
  ///
  /// @param geometry GeoJSON
  public record ActiveBoundary(String providerBoundaryId, String geometry, double hectares) {}

  public Optional<ActiveBoundary> activeBoundary() {
    return Optional.ofNullable(active);
  }
}
