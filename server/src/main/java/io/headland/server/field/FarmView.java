package io.headland.server.field;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A farm in an answer, with Leaf's keys.
record FarmView(
    long id,
    @Nullable String name,
    int providerId,
    String providerName,
    String providerFarmId,
    @Nullable String providerFarmName,
    String leafUserId,
    List<UUID> fieldIds,
    @Nullable Long growerId,
    Instant createdTime,
    Instant updatedTime) {

  static FarmView of(Farm farm) {
    String name = farm.name().isBlank() ? null : farm.name();
    return new FarmView(
        farm.id(),
        name,
        ProviderNumbers.of(farm.provider()),
        farm.provider(),
        farm.providerFarmId(),
        name,
        farm.leafUserId().toString(),
        farm.fieldIds(),
        farm.growerId(),
        farm.createdAt(),
        farm.updatedAt());
  }
}
