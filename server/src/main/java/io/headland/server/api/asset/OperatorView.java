package io.headland.server.api.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.headland.server.core.asset.Asset;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An operator.
///
/// @param license null: no provider lists licenses. It is present, as in Leaf's responses
record OperatorView(
    UUID id,
    String name,
    @Nullable String provider,
    @Nullable String providerOperatorId,
    @Nullable String providerOrganizationId,
    String originType,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String license,
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
        null,
        asset.updatedAt(),
        Values.orNull(asset.content().status()));
  }
}
