package io.headland.server.usecase.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.FieldDataPage;
import io.headland.server.core.field.FieldDataWriteStore;
import io.headland.server.core.field.ListingPageStore;
import io.headland.server.core.field.MissingRecordStore;
import io.headland.server.core.field.MissingRecordStore.MissingRecords;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.field.RecordCounts;
import io.headland.server.core.sync.FailureKey;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.platform.jdbc.Pipeline;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Compares a listing that was read to its end with the stored records. Those that it lacks are
/// removed after a second reading; if too many are missing, the organization is guarded.
final class ListingComparison {
  private final SyncRunOrganizationStore runOrganizations;
  private final EndReading endReading;
  private final MissingRecordStore missingRecords;
  private final ListingPageStore pages;

  ListingComparison(
      SyncRunOrganizationStore runOrganizations,
      EndReading endReading,
      MissingRecordStore missingRecords,
      ListingPageStore pages) {
    this.runOrganizations = runOrganizations;
    this.endReading = endReading;
    this.missingRecords = missingRecords;
    this.pages = pages;
  }

  /// A listing whose last page was read.
  ///
  /// @param next the following listing
  /// @param runOrganization before the last page
  /// @param claim with which the last page is stored
  /// @param page the records of the last page
  /// @param counts of the last page
  record LastRead(
      OrganizationReading reading,
      FieldDataListing listing,
      String next,
      SyncRunOrganization runOrganization,
      PageClaim claim,
      FieldDataPage page,
      FieldDataCounts counts) {
    /// The organization with the counts of the last page.
    SyncRunOrganization counted() {
      return runOrganization.counting(runOrganization.counts().plus(counts));
    }
  }

  /// Ends the listing, and with the last one the reading.
  RecordPage.Ending end(Handle handle, LastRead read, RecordPage.LastPage last, Instant now) {
    OrganizationReading reading = read.reading();
    SyncRunOrganization stored = read.counted();
    FieldDataListing listing = read.listing();
    SyncRunOrganization runOrganization = read.runOrganization();
    FieldDataPage page = read.page();
    ListingPageStore.Quality quality = quality(handle, reading, runOrganization, page);
    Map<RecordKind, MissingRecords> missing =
        quality.identified() ? missing(handle, read) : Map.of();
    if (missing.isEmpty()) {
      return complete(
          handle, read, stored, read.counts(), quality.complete() ? last.signature() : "", now);
    }
    FieldDataWriteStore.addToTotals(handle, reading.organizationKey(), read.counts());
    if (!last.complete() && !reading.forced() && !runOrganization.at().verifying()) {
      return readAgain(handle, reading, listing, stored);
    }
    if (!reading.forced()
        && (!last.complete() || missing.values().stream().anyMatch(MissingRecords::isSuspicious))) {
      String failure = last.complete() ? FailureKey.SYNC_GUARDED : FailureKey.LIST_INCOMPLETE;
      endReading.guard(handle, reading, stored, failure, now);
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
    return complete(
        handle, read, marked, FieldDataCounts.NONE, keepsSignature ? last.signature() : "", now);
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

  private Map<RecordKind, MissingRecords> missing(Handle handle, LastRead read) {
    Map<RecordKind, MissingRecords> missing = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : read.listing().covers()) {
      // A listing with one page lacks nothing if nothing was stored before.
      if (read.runOrganization().at().pages() == 0 && read.claim().isWithout(kind)) {
        continue;
      }
      MissingRecords lacking =
          missingRecords.findMissing(
              handle,
              read.reading().organizationKey(),
              read.runOrganization().run(),
              kind,
              read.page());
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

  /// @param counted of the listing
  /// @param added the records that are not yet in the totals of the organization
  /// @param signature blank if the listing was not read completely: it is read again then,
  ///   regardless of signatures
  private RecordPage.Ending complete(
      Handle handle,
      LastRead read,
      SyncRunOrganization counted,
      FieldDataCounts added,
      String signature,
      Instant now) {
    OrganizationReading reading = read.reading();
    FieldDataCounts counts = counted.counts();
    for (RecordKind kind : read.listing().covers()) {
      if (kind != RecordKind.BOUNDARY) {
        int removed =
            counts.of(kind).removed() - read.runOrganization().counts().of(kind).removed();
        int total = read.claim().total(kind) + read.counts().of(kind).added() - removed;
        counts = counts.closed(kind, total);
      }
    }
    List<Update> end = new ArrayList<>();
    if (counted.at().pages() > 0) {
      end.add(pages.deletion(handle, reading.organizationKey(), counted.run()));
    }
    SyncRunOrganization complete =
        counted.counting(counts).at(ReadingPosition.atBeginningOf(read.next())).throughTheListing();
    Optional<SyncRun> run = read.claim().run();
    OrganizationSnapshotStore.Listed listed =
        new OrganizationSnapshotStore.Listed(
            read.listing().name(),
            signature,
            added,
            run.isPresent() && reading.fully() ? now : null);
    if (run.isPresent()) {
      Pipeline.execute(handle, end);
      return new RecordPage.Ending.Finished(
          endReading.finish(handle, reading, run.get(), complete, listed, now));
    }
    end.add(runOrganizations.savingListed(handle, reading.organizationKey(), complete, listed));
    Pipeline.commit(handle, end);
    return new RecordPage.Ending.Complete(complete);
  }
}
