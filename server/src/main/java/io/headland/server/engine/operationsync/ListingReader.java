package io.headland.server.engine.operationsync;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationListingStore.DueListing;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldOperationReads;
import io.headland.server.provider.FieldOperationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.usecase.operationsync.RecordOperations;
import io.headland.server.usecase.operationsync.RecordOperations.Listed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the operations of one field. The listing has one page for almost every field, and is held
/// until it has been read completely.
final class ListingReader {
  private static final int MAX_PAGES = 100;
  private static final int MAX_OPERATIONS = 10_000;
  private static final int MAX_FAILURES = 5;
  private static final int MONTHS = 12;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(30));

  private final FieldOperationReads reads;
  private final ProviderSession session;
  private final boolean freshToken;
  private final Configurations configurations;
  private final RecordOperations record;
  private final OperationListingStore listings;
  private final InstantSource clock;

  /// A reader of one listing.
  ///
  /// @param freshToken whether the token of the session is the one after a rejected one
  ListingReader(
      FieldOperationReads reads,
      ProviderSession session,
      boolean freshToken,
      Configurations configurations,
      RecordOperations record,
      OperationListingStore listings,
      InstantSource clock) {
    this.reads = reads;
    this.session = session;
    this.freshToken = freshToken;
    this.configurations = configurations;
    this.record = record;
    this.listings = listings;
    this.clock = clock;
  }

  /// Reads a listing and records it.
  ///
  /// @return why it could not be read
  Optional<ProviderFailure> read(DueListing listing) throws InterruptedException {
    List<FieldOperationRecord> all = new ArrayList<>();
    Cursor cursor =
        listing.signature().isBlank()
            ? new Cursor.Start()
            : new Cursor.StartIfChanged(listing.signature());
    for (int page = 0; page < MAX_PAGES && all.size() < MAX_OPERATIONS; page++) {
      switch (fetch(listing, cursor)) {
        case Fetch.Unchanged<FieldOperationRecord>() -> {
          record.unchanged(listing, clock.instant());
          return Optional.empty();
        }
        case Fetch.Failed<FieldOperationRecord>(ProviderFailure failure) -> {
          defer(listing, failure);
          return Optional.of(failure);
        }
        case Fetch.Changed<FieldOperationRecord>() -> cursor = new Cursor.Start();
        case Fetch.More<FieldOperationRecord>(var records, Cursor next) -> {
          all.addAll(records);
          cursor = next;
        }
        case Fetch.Last<FieldOperationRecord>(var records, String signature) -> {
          all.addAll(records);
          record.complete(listing, listed(listing, all), signature, clock.instant());
          return Optional.empty();
        }
        case Fetch.Incomplete<FieldOperationRecord>(var records, _) -> {
          all.addAll(records);
          record.incomplete(listing, listed(listing, all), clock.instant());
          return Optional.empty();
        }
      }
    }
    ProviderFailure endless = new ProviderFailure.InvalidResponse("the listing has no end");
    defer(listing, endless);
    return Optional.of(endless);
  }

  private Fetch<FieldOperationRecord> fetch(DueListing listing, Cursor cursor)
      throws InterruptedException {
    return reads.fetch(
        session, listing.organization().providerOrgId(), listing.providerFieldId(), cursor);
  }

  /// A failure of this listing is retried several times, and again with the next sync. Others say
  /// nothing about it.
  private void defer(DueListing listing, ProviderFailure failure) {
    if (failure instanceof ProviderFailure.Unauthorized && !freshToken) {
      return;
    }
    listings.defer(
        listing.organization().account(), listing, again(failure, listing.failures() + 1));
  }

  /// The time of the next attempt; null for the next sync.
  private @Nullable Instant again(ProviderFailure failure, int failures) {
    if (failure instanceof ProviderFailure.Forbidden
        || failure instanceof ProviderFailure.NotFound) {
      return null;
    }
    boolean concernsOne =
        RetryDelay.concernsOne(failure) || failure instanceof ProviderFailure.Unauthorized;
    if (!concernsOne) {
      return clock.instant().plus(RetryDelay.after(failure));
    }
    return failures >= MAX_FAILURES ? null : clock.instant().plus(BACKOFF.after(failures));
  }

  private List<Listed> listed(DueListing listing, List<FieldOperationRecord> operations) {
    AccountKey account = listing.organization().account();
    ObjectNode settings = configurations.effective(account.owner(), account.leafUser());
    int months = settings.path("operationsProcessingRange").asInt(MONTHS);
    Instant since =
        clock.instant().atOffset(ZoneOffset.UTC).minusMonths(Math.max(0, months)).toInstant();
    return operations.stream()
        .filter(operation -> operation.kind().isPresent())
        .map(operation -> new Listed(operation, reason(operation, since)))
        .toList();
  }

  private static String reason(FieldOperationRecord operation, Instant since) {
    Optional<Instant> time = operation.end().or(operation::start);
    return time.isPresent() && time.get().isBefore(since)
        ? "The operation is older than operationsProcessingRange."
        : "";
  }
}
