package io.headland.server.engine.operationsync;

import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.asset.AssetListingStore.DueAssets;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.AssetReads;
import io.headland.server.provider.AssetRecord;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.usecase.asset.RecordAssets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the machines, implements and operators of an organization. A listing has few pages, and is
/// held until it has been read completely.
public final class AssetSync {
  private static final int MAX_ASSETS = 10_000;
  private static final int MAX_PAGES = 1_000;
  private static final int MAX_FAILURES = 5;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(30));

  private final AssetListingStore listings;
  private final RecordAssets record;
  private final InstantSource clock;

  public AssetSync(AssetListingStore listings, RecordAssets record, InstantSource clock) {
    this.listings = listings;
    this.record = record;
    this.clock = clock;
  }

  Optional<DueAssets> begin(AccountKey account) {
    return listings.begin(account, clock.instant());
  }

  Optional<Instant> findNext(AccountKey account) {
    return listings.findNext(account);
  }

  /// Reads a listing and records it.
  ///
  /// @param freshToken whether the token of the session is the one after a rejected one
  /// @return why it could not be read
  Optional<ProviderFailure> read(
      AssetReads reads, ProviderSession session, boolean freshToken, DueAssets listing)
      throws InterruptedException {
    Instant startedAt = clock.instant();
    Map<String, AssetRecord> all = new LinkedHashMap<>();
    Cursor cursor = new Cursor.Start();
    for (int page = 0; page < MAX_PAGES && all.size() < MAX_ASSETS; page++) {
      switch (reads.fetch(session, listing.organization().org(), listing.kind(), cursor)) {
        case Fetch.Failed<AssetRecord>(ProviderFailure failure) -> {
          return failed(listing, failure, freshToken);
        }
        case Fetch.Unchanged<AssetRecord>(), Fetch.Changed<AssetRecord>() ->
            throw new IllegalStateException("No signature was sent");
        case Fetch.More<AssetRecord>(var records, Cursor next) -> {
          records.forEach(each -> all.put(each.id(), each));
          cursor = next;
        }
        case Fetch.Last<AssetRecord>(var records, _) -> {
          records.forEach(each -> all.put(each.id(), each));
          record.complete(listing, List.copyOf(all.values()), startedAt, clock.instant());
          return Optional.empty();
        }
        case Fetch.Incomplete<AssetRecord>(var records, _) -> {
          records.forEach(each -> all.put(each.id(), each));
          record.incomplete(listing, List.copyOf(all.values()), clock.instant());
          return Optional.empty();
        }
      }
    }
    return failed(
        listing, new ProviderFailure.InvalidResponse("the listing has no end"), freshToken);
  }

  /// A failure of this listing is retried several times, and again with the next sync. The first
  /// rejection of a token says nothing about it.
  private Optional<ProviderFailure> failed(
      DueAssets listing, ProviderFailure failure, boolean freshToken) {
    if (!(failure instanceof ProviderFailure.Unauthorized) || freshToken) {
      listings.defer(
          listing.organization().account(),
          listing,
          FailureKey.ofOrganization(failure),
          again(failure, listing.failures() + 1));
    }
    return Optional.of(failure);
  }

  private @Nullable Instant again(ProviderFailure failure, int failures) {
    if (failure instanceof ProviderFailure.Forbidden
        || failure instanceof ProviderFailure.NotFound) {
      return null;
    }
    if (!RetryDelay.concernsOne(failure) && !(failure instanceof ProviderFailure.Unauthorized)) {
      return clock.instant().plus(RetryDelay.after(failure));
    }
    return failures >= MAX_FAILURES ? null : clock.instant().plus(BACKOFF.after(failures));
  }
}
