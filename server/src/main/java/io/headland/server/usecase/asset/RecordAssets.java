package io.headland.server.usecase.asset;

import io.headland.server.core.asset.AssetEvents;
import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.asset.AssetListingStore.DueAssets;
import io.headland.server.core.asset.AssetListingStore.Result;
import io.headland.server.core.asset.AssetWriteStore;
import io.headland.server.core.asset.AssetWriteStore.Change;
import io.headland.server.core.asset.AssetWriteStore.MissingAssets;
import io.headland.server.core.asset.AssetWriteStore.Removal;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.AssetRecord;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Stores the listings of assets with their events.
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
  /// the second is due at once. When too many are missing, none is, unless the listing is forced.
  ///
  /// @param records each id once
  public void complete(
      DueAssets listing, List<AssetRecord> records, Instant startedAt, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (!share(handle, listing)) {
            return;
          }
          store(handle, listing, records, now);
          Result result = withoutMissing(handle, listing, records, startedAt, now);
          finish(handle, listing, result, now);
        });
  }

  private void store(Handle handle, DueAssets listing, List<AssetRecord> records, Instant now) {
    write(
        handle,
        listing,
        AssetEvents::stored,
        assets.store(handle, listing.organization(), listing.kind(), records, now),
        now);
  }

  /// Makes the event of a change.
  private interface EventOf {
    NewEvent of(OrganizationKey organization, AssetKind kind, Change change);
  }

  private static void write(
      Handle handle, DueAssets listing, EventOf event, List<Change> changes, Instant now) {
    EventStore.write(
        handle,
        listing.organization().account().owner(),
        changes.stream()
            .map(change -> event.of(listing.organization(), listing.kind(), change))
            .toList(),
        now);
  }

  private Result withoutMissing(
      Handle handle, DueAssets listing, List<AssetRecord> records, Instant startedAt, Instant now) {
    MissingAssets missing =
        assets.findMissing(handle, listing.organization(), listing.kind(), records);
    if (missing.isSuspicious() && !listing.forced()) {
      return Result.guarded(missing.missing());
    }
    Removal removal =
        assets.removeMissing(
            handle, listing.organization(), listing.kind(), records, startedAt, now);
    write(handle, listing, AssetEvents::removed, removal.deleted(), now);
    return removal.hasMarked() ? Result.TO_BE_CONFIRMED : Result.COMPLETE;
  }

  /// Stores a listing that is known to be incomplete: nothing is missing because of it.
  public void incomplete(DueAssets listing, List<AssetRecord> records, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (!share(handle, listing)) {
            return;
          }
          store(handle, listing, records, now);
          finish(handle, listing, Result.INCOMPLETE, now);
        });
  }

  /// @return false when the Leaf user was deleted
  private static boolean share(Handle handle, DueAssets listing) {
    AccountKey account = listing.organization().account();
    return LeafUserLock.share(handle, account.owner(), account.leafUser());
  }

  private void finish(Handle handle, DueAssets listing, Result result, Instant now) {
    listings.finish(handle, listing.organization().account(), listing, result, now);
  }
}
