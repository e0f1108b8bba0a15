package io.headland.server.api.asset;

import io.headland.server.core.asset.Asset;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An implement.
record ImplementView(
    UUID id,
    String leafUserId,
    String name,
    @Nullable String provider,
    @Nullable String providerImplementId,
    @Nullable String providerOrganizationId,
    String originType,
    Instant createdTime,
    @Added Instant updatedTime,
    @Nullable String serialNumber,
    @Nullable String model,
    @Nullable String make,
    @Nullable String category) {

  static ImplementView of(Asset asset) {
    return new ImplementView(
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
        Values.orNull(asset.content().model()),
        Values.orNull(asset.content().make()),
        Values.orNull(asset.content().category()));
  }
}
