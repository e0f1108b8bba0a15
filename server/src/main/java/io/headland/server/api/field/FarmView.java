package io.headland.server.api.field;

import io.headland.server.core.field.CreatedRecords;
import io.headland.server.core.field.Farm;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A farm in a response, with Leaf's keys.
record FarmView(
    long id,
    @Nullable String name,
    @Nullable Integer providerId,
    @Nullable String providerName,
    @Nullable String providerFarmId,
    @Nullable String providerFarmName,
    String leafUserId,
    List<UUID> fieldIds,
    @Nullable Long growerId,
    Instant createdTime,
    Instant updatedTime) {

  static FarmView of(Farm farm) {
    String name = farm.name().isBlank() ? null : farm.name();
    boolean created = CreatedRecords.isProvider(farm.provider());
    return new FarmView(
        farm.id(),
        name,
        created ? null : ProviderNumbers.of(farm.provider()),
        created ? null : farm.provider(),
        created ? null : farm.providerFarmId(),
        created ? null : name,
        farm.leafUserId().toString(),
        farm.fieldIds(),
        farm.growerId(),
        farm.createdAt(),
        farm.updatedAt());
  }
}
