package io.headland.server.api.asset;

import io.headland.server.core.asset.AssetListing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a listing.
record AssetListingView(
    String provider,
    String providerOrgId,
    String kind,
    @Nullable Instant listedAt,
    @Nullable Instant dueAt,
    @Nullable String failure,
    @Nullable Integer keptAssets) {

  static AssetListingView of(AssetListing listing) {
    return new AssetListingView(
        listing.provider().wireName(),
        listing.providerOrgId(),
        listing.kind().name(),
        listing.listedAt(),
        listing.dueAt(),
        Values.orNull(listing.failure()),
        listing.missing() == 0 ? null : listing.missing());
  }
}
