package io.headland.server.usecase.asset;

import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.asset.AssetListingStore.DueAssets;
import io.headland.server.core.asset.AssetWriteStore;
import io.headland.server.provider.AssetRecord;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Stores the listings of assets.
public final class RecordAssets {
  private final Jdbi jdbi;
  private final AssetListingStore listings;
  private final AssetWriteStore assets;

  public RecordAssets(Jdbi jdbi, AssetListingStore listings, AssetWriteStore assets) {
    this.jdbi = jdbi;
    this.listings = listings;
    this.assets = assets;
  }

  /// Stores a complete listing. An asset that two complete listings in sequence lack is deleted;
  /// the second is due at once.
  ///
  /// @param records each id once
  public void complete(
      DueAssets listing, List<AssetRecord> records, Instant startedAt, Instant now) {
    jdbi.useTransaction(
        handle -> {
          assets.store(handle, listing.organization(), listing.kind(), records, now);
          boolean marked =
              assets.removeMissing(
                  handle, listing.organization(), listing.kind(), records, startedAt, now);
          listings.finish(
              handle,
              listing.organization().account(),
              listing,
              marked ? now : null,
              startedAt,
              now);
        });
  }

  /// Stores a listing that is known to be incomplete: nothing is missing because of it.
  public void incomplete(
      DueAssets listing, List<AssetRecord> records, Instant startedAt, Instant now) {
    jdbi.useTransaction(
        handle -> {
          assets.store(handle, listing.organization(), listing.kind(), records, now);
          listings.finish(handle, listing.organization().account(), listing, null, startedAt, now);
        });
  }
}
