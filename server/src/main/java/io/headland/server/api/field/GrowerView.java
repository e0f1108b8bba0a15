package io.headland.server.api.field;

import io.headland.server.core.field.CreatedRecords;
import io.headland.server.core.field.Grower;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A grower in a response, with Leaf's keys.
record GrowerView(
    long id,
    @Nullable String name,
    String leafUserId,
    @Nullable String providerName,
    @Nullable Integer providerId,
    @Nullable String providerGrowerId,
    List<Long> farmIds,
    Instant createdTime,
    Instant updatedTime) {

  static GrowerView of(Grower grower) {
    boolean created = CreatedRecords.isProvider(grower.provider());
    return new GrowerView(
        grower.id(),
        grower.name().isBlank() ? null : grower.name(),
        grower.leafUserId().toString(),
        created ? null : grower.provider(),
        created ? null : ProviderNumbers.of(grower.provider()),
        created ? null : grower.providerGrowerId(),
        grower.farmIds(),
        grower.createdAt(),
        grower.updatedAt());
  }
}
