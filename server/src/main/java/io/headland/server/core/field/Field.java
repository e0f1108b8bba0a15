package io.headland.server.core.field;

import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A field, as it is kept.
///
/// @param name blank when the provider knows none
/// @param farmId null when it belongs to no farm that is kept
/// @param boundaryIds none while the field is not fetched
/// @param active the boundary that holds now
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

  /// What a field shows of its active boundary.
  ///
  /// @param geometry GeoJSON
  public record ActiveBoundary(String providerBoundaryId, String geometry, double hectares) {}

  public Optional<ActiveBoundary> activeBoundary() {
    return Optional.ofNullable(active);
  }
}
