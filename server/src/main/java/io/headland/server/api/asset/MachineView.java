package io.headland.server.api.asset;

import io.headland.server.core.asset.Asset;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A machine.
record MachineView(
    UUID id,
    String leafUserId,
    String name,
    @Nullable String provider,
    @Nullable String providerMachineId,
    @Nullable String providerOrganizationId,
    String originType,
    Instant createdTime,
    @Added Instant updatedTime,
    @Nullable String serialNumber,
    @Nullable String vin,
    @Nullable String model,
    @Nullable String make,
    @Nullable String category,
    @Nullable String modelYear) {

  static MachineView of(Asset asset) {
    return new MachineView(
        asset.id(),
        asset.leafUser().toString(),
        asset.content().name(),
        Values.provider(asset),
        Values.orNull(asset.content().id()),
        asset.providerOrgId(),
        asset.origin().name(),
        asset.createdAt(),
        asset.updatedAt(),
        Values.orNull(asset.content().serialNumber()),
        Values.orNull(asset.content().vin()),
        Values.orNull(asset.content().model()),
        Values.orNull(asset.content().make()),
        Values.orNull(asset.content().category()),
        Values.orNull(asset.content().modelYear()));
  }
}
