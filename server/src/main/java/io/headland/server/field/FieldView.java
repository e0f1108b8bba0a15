package io.headland.server.field;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A field in an answer, with Leaf's keys.
///
/// @param providerName and what else a provider knows is left out of a field that was created
///   through the API, as Leaf does
/// @param geometry and area are those of the active boundary; Leaf deprecates both
record FieldView(
    UUID id,
    String leafUserId,
    @Nullable String name,
    List<UUID> boundaries,
    @Nullable String providerName,
    @Nullable Integer providerId,
    @Nullable String providerFieldId,
    @Nullable String providerFieldName,
    @Nullable String providerBoundaryId,
    @Nullable String organizationId,
    String type,
    @Nullable Long farmId,
    @JsonRawValue @Nullable String geometry,
    @Nullable AreaView area,
    Instant createdTime,
    Instant updatedTime,
    FieldStatus status) {

  /// Nothing is merged here.
  static final String TYPE = "ORIGINAL";

  static FieldView of(Field field) {
    String name = field.name().isBlank() ? null : field.name();
    Optional<Field.ActiveBoundary> active = field.activeBoundary();
    boolean created = CreatedRecords.isProvider(field.provider());
    return new FieldView(
        field.id(),
        field.leafUserId().toString(),
        name,
        field.boundaryIds(),
        created ? null : field.provider(),
        created ? null : ProviderNumbers.of(field.provider()),
        created ? null : field.providerFieldId(),
        created ? null : name,
        created ? null : active.map(Field.ActiveBoundary::providerBoundaryId).orElse(null),
        created ? null : field.providerOrgId(),
        TYPE,
        field.farmId(),
        active.map(Field.ActiveBoundary::geometry).orElse(null),
        active.map(boundary -> AreaView.ofHectares(boundary.hectares())).orElse(null),
        field.createdAt(),
        field.updatedAt(),
        field.status());
  }
}
