package io.headland.server.field;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A grower in an answer, with Leaf's keys.
record GrowerView(
    long id,
    @Nullable String name,
    String leafUserId,
    String providerName,
    int providerId,
    String providerGrowerId,
    List<Long> farmIds,
    Instant createdTime,
    Instant updatedTime) {

  static GrowerView of(Grower grower) {
    return new GrowerView(
        grower.id(),
        grower.name().isBlank() ? null : grower.name(),
        grower.leafUserId().toString(),
        grower.provider(),
        ProviderNumbers.of(grower.provider()),
        grower.providerGrowerId(),
        grower.farmIds(),
        grower.createdAt(),
        grower.updatedAt());
  }
}
