package io.headland.server.api.field;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.headland.server.core.field.CreatedRecords;
import io.headland.server.core.field.Field;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A field in a response, with Leaf's keys.
///
/// @param providerName and other keys of a provider are omitted for a field that was created
///   through the API, as at Leaf
/// @param geometry and area are those of the active boundary; Leaf deprecates both
public record FieldView(
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

  /// Fields are not merged.
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

  /// A field that was created through the API and sent to a provider, with the keys of a field of
  /// that provider.
  ///
  /// @param name of the field at the provider
  public static FieldView sent(
      Field field,
      Provider provider,
      String providerOrgId,
      String providerFieldId,
      String name,
      String providerBoundaryId) {
    FieldView created = of(field);
    return new FieldView(
        created.id(),
        created.leafUserId(),
        created.name(),
        created.boundaries(),
        provider.wireName(),
        ProviderNumbers.of(provider.wireName()),
        providerFieldId,
        name,
        providerBoundaryId.isEmpty() ? null : providerBoundaryId,
        providerOrgId,
        TYPE,
        created.farmId(),
        created.geometry(),
        created.area(),
        created.createdTime(),
        created.updatedTime(),
        created.status());
  }
}
