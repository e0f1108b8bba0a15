package io.headland.server.api.asset;

import io.headland.server.core.asset.Asset;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A machine.
///
/// @param createdAt `createdTime` under a second key, in responses to POST and PATCH only
/// @param modelYear null when the provider does not state a number
record MachineView(
    UUID id,
    String leafUserId,
    String name,
    @Nullable String provider,
    @Nullable String providerMachineId,
    @Nullable String providerOrganizationId,
    String originType,
    Instant createdTime,
    @Nullable Instant createdAt,
    @Added Instant updatedTime,
    @Nullable String serialNumber,
    @Nullable String vin,
    @Nullable String model,
    @Nullable String make,
    @Nullable String category,
    @Nullable Integer modelYear) {

  static MachineView of(Asset asset) {
    return of(asset, null);
  }

  /// The response to a request that created or changed the machine.
  static MachineView changed(Asset asset) {
    return of(asset, asset.createdAt());
  }

  private static MachineView of(Asset asset, @Nullable Instant createdAt) {
    return new MachineView(
        asset.id(),
        asset.leafUser().toString(),
        asset.content().name(),
        Values.provider(asset),
        Values.orNull(asset.content().id()),
        asset.providerOrgId(),
        asset.origin().name(),
        asset.createdAt(),
        createdAt,
        asset.updatedAt(),
        Values.orNull(asset.content().serialNumber()),
        Values.orNull(asset.content().vin()),
        Values.orNull(asset.content().model()),
        Values.orNull(asset.content().make()),
        Values.orNull(asset.content().category()),
        Values.yearOrNull(asset.content().modelYear()));
  }
}
