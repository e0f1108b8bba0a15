package io.headland.server.usecase.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.FieldDataPage;
import io.headland.server.core.field.ListingPageStore;
import io.headland.server.core.field.MissingRecordStore;
import io.headland.server.core.field.MissingRecordStore.MissingRecords;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.field.RecordCounts;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Compares a listing that was read to its end with the stored records. Those that it lacks are
/// removed after a second reading; if too many are missing, the organization is guarded.
final class ListingComparison {
  private final SyncRunOrganizationStore runOrganizations;
  private final OrganizationSnapshotStore snapshots;
  private final MissingRecordStore missingRecords;
  private final ListingPageStore pages;

  ListingComparison(
      SyncRunOrganizationStore runOrganizations,
      OrganizationSnapshotStore snapshots,
      MissingRecordStore missingRecords,
      ListingPageStore pages) {
    this.runOrganizations = runOrganizations;
    this.snapshots = snapshots;
    this.missingRecords = missingRecords;
    this.pages = pages;
  }

  /// A listing whose last page was read.
  ///
  /// @param next the following listing
  /// @param runOrganization before the last page
  /// @param page the records of the last page
  record LastRead(
      OrganizationReading reading,
      FieldDataListing listing,
      String next,
      SyncRunOrganization runOrganization,
      FieldDataPage page) {}

  /// Ends the listing.
  ///
  /// @param stored the organization with the counts of the last page
  RecordPage.Ending end(
      Handle handle,
      LastRead read,
      SyncRunOrganization stored,
      RecordPage.LastPage last,
      Instant now) {
    OrganizationReading reading = read.reading();
    FieldDataListing listing = read.listing();
    SyncRunOrganization runOrganization = read.runOrganization();
    FieldDataPage page = read.page();
    String next = read.next();
    String signature = last.signature();
    ListingPageStore.Quality quality = quality(handle, reading, runOrganization, page);
    Map<RecordKind, MissingRecords> missing =
        quality.identified() ? missing(handle, reading, listing, runOrganization, page) : Map.of();
    if (missing.isEmpty()) {
      return complete(handle, reading, listing, next, stored, signature, quality.complete());
    }
    if (!last.complete() && !reading.forced() && !runOrganization.at().verifying()) {
      return readAgain(handle, reading, listing, stored);
    }
    if (!reading.forced()
        && (!last.complete() || missing.values().stream().anyMatch(MissingRecords::isSuspicious))) {
      String failure = last.complete() ? "syncGuarded" : "listIncomplete";
      runOrganizations.end(
          handle,
          reading.organizationKey().account().owner(),
          stored,
          SyncRunOrganizationState.GUARDED,
          failure,
          now);
      pages.delete(handle, reading.organizationKey(), runOrganization.run());
      return new RecordPage.Ending.Over();
    }
    SyncRunOrganization marked = withMarked(handle, reading, stored, page, missing, now);
    boolean newlyMissing =
        missing.values().stream().anyMatch(lacking -> lacking.missing() > lacking.known());
    if (newlyMissing && !runOrganization.at().verifying()) {
      return readAgain(handle, reading, listing, marked);
    }
    // Records that only the second reading lacked are searched for by the next run,
    // regardless of signatures.
    boolean keepsSignature = quality.complete() && !newlyMissing;
    return complete(handle, reading, listing, next, marked, signature, keepsSignature);
  }

  private ListingPageStore.Quality quality(
      Handle handle,
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      FieldDataPage lastPage) {
    return runOrganization.at().pages() == 0
        ? ListingPageStore.Quality.of(lastPage)
        : pages.quality(handle, reading.organizationKey(), runOrganization.run(), lastPage);
  }

  private Map<RecordKind, MissingRecords> missing(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization runOrganization,
      FieldDataPage page) {
    Map<RecordKind, MissingRecords> missing = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : listing.covers()) {
      MissingRecords lacking =
          missingRecords.findMissing(
              handle, reading.organizationKey(), runOrganization.run(), kind, page);
      if (lacking.missing() > 0) {
        missing.put(kind, lacking);
      }
    }
    return missing;
  }

  private SyncRunOrganization withMarked(
      Handle handle,
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      FieldDataPage page,
      Map<RecordKind, MissingRecords> missing,
      Instant now) {
    FieldDataCounts counts = runOrganization.counts();
    for (RecordKind kind : missing.keySet()) {
      int removed =
          missingRecords.markAndRemove(
              handle, reading.organizationKey(), runOrganization.run(), kind, page, now);
      counts = counts.plus(FieldDataCounts.of(kind, new RecordCounts(0, 0, 0, removed)));
    }
    return runOrganization.counting(counts);
  }

  private RecordPage.Ending readAgain(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization runOrganization) {
    FieldDataCounts counts = runOrganization.counts();
    for (RecordKind kind : listing.covers()) {
      // Unchanged records are counted by the second reading.
      counts = counts.closed(kind, 0);
    }
    SyncRunOrganization again =
        runOrganization.counting(counts).at(runOrganization.at().onceMore());
    pages.delete(handle, reading.organizationKey(), runOrganization.run());
    runOrganizations.save(handle, reading.organizationKey().account().owner(), again);
    return new RecordPage.Ending.OnceMore(again);
  }

  private RecordPage.Ending complete(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      String next,
      SyncRunOrganization runOrganization,
      String signature,
      boolean keepsSignature) {
    // A listing that was not read completely is read again, regardless of signatures.
    OrganizationSnapshot snapshot =
        snapshots.saveSignature(
            handle,
            reading.organizationKey(),
            listing.name(),
            keepsSignature ? runOrganization.at().known(signature) : "");
    FieldDataCounts counts = runOrganization.counts();
    for (RecordKind kind : listing.covers()) {
      if (kind != RecordKind.BOUNDARY) {
        counts = counts.closed(kind, snapshot.total(kind));
      }
    }
    if (runOrganization.at().pages() > 0) {
      pages.delete(handle, reading.organizationKey(), runOrganization.run());
    }
    SyncRunOrganization complete =
        runOrganization
            .counting(counts)
            .at(ReadingPosition.atBeginningOf(next))
            .throughTheListing();
    runOrganizations.save(handle, reading.organizationKey().account().owner(), complete);
    return new RecordPage.Ending.Complete(complete);
  }
}
