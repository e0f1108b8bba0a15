package io.headland.server.api.asset;

import io.headland.server.core.asset.Asset;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An operator. No provider lists licenses.
record OperatorView(
    UUID id,
    String name,
    @Nullable String provider,
    @Nullable String providerOperatorId,
    @Nullable String providerOrganizationId,
    String originType,
    Instant updatedTime,
    @Nullable String status) {

  static OperatorView of(Asset asset) {
    return new OperatorView(
        asset.id(),
        asset.content().name(),
        Values.provider(asset),
        Values.orNull(asset.content().id()),
        asset.providerOrgId(),
        asset.origin().name(),
        asset.updatedAt(),
        Values.orNull(asset.content().status()));
  }
}
