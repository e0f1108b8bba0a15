package io.headland.server.usecase.sync;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.FieldDataPage;
import io.headland.server.core.field.FieldDataWriteStore;
import io.headland.server.core.field.ListingPageStore;
import io.headland.server.core.field.MissingRecordStore;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.field.StoringRules;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.UnexpectedStore;
import io.headland.server.core.sync.UnexpectedValue;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Pipeline;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/// Stores the records that a worker reads together with the position after them, in one
/// transaction. If another worker has claimed the organization, nothing is written.
public final class RecordPage {
  private final Jdbi jdbi;
  private final SyncRunOrganizationStore runOrganizations;
  private final OrganizationSnapshotStore snapshots;
  private final FieldDataWriteStore fieldData;
  private final MissingRecordStore missingRecords;
  private final ListingPageStore pages;
  private final ListingComparison comparison;
  private final UnexpectedStore unexpected = new UnexpectedStore();

  public RecordPage(
      Jdbi jdbi,
      SyncRunOrganizationStore runOrganizations,
      OrganizationSnapshotStore snapshots,
      FieldDataWriteStore fieldData,
      MissingRecordStore missingRecords,
      ListingPageStore pages,
      EndReading endReading) {
    this.jdbi = jdbi;
    this.runOrganizations = runOrganizations;
    this.snapshots = snapshots;
    this.fieldData = fieldData;
    this.missingRecords = missingRecords;
    this.pages = pages;
    this.comparison = new ListingComparison(runOrganizations, endReading, missingRecords, pages);
  }

  /// The result of the last page of a listing.
  public sealed interface Ending {
    /// The listing is complete.
    record Complete(SyncRunOrganization runOrganization) implements Ending {}

    /// The listing was the last one: the reading of the organization has ended.
    ///
    /// @param rest of the run
    record Finished(PlanSync.Rest rest) implements Ending {}

    /// Records are missing: the listing must be read again.
    record OnceMore(SyncRunOrganization runOrganization) implements Ending {}

    /// The reading of the organization has ended: it is guarded, or claimed by another worker.
    record Over() implements Ending {}
  }

  /// Stores a page that is not the last; empty when the organization was claimed by another worker.
  public Optional<SyncRunOrganization> page(
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization runOrganization,
      List<FieldDataRecord> records,
      String next,
      Instant now) {
    FieldDataPage page = new FieldDataPage(records);
    return locked(
        reading,
        runOrganization,
        false,
        false,
        (handle, _) -> {
          FieldDataCounts counts = store(handle, reading, listing, runOrganization, page, now);
          SyncRunOrganization after =
              runOrganization
                  .counting(runOrganization.counts().plus(counts))
                  .at(runOrganization.at().after(next))
                  .recovered();
          List<Update> end = new ArrayList<>();
          FieldDataWriteStore.addition(handle, reading.organizationKey(), counts)
              .ifPresent(end::add);
          end.add(
              pages.insertion(
                  handle,
                  reading.organizationKey(),
                  runOrganization.run(),
                  runOrganization.at().pages(),
                  page));
          end.add(runOrganizations.saving(handle, owner(reading), after));
          Pipeline.commit(handle, end);
          return Optional.of(after);
        },
        Optional.empty());
  }

  /// The last page of a listing.
  ///
  /// @param complete whether the provider returned the whole listing: records that it lacks are
  ///   removed only then
  public record LastPage(List<FieldDataRecord> records, String signature, boolean complete) {}

  /// Stores the last page and determines the records that the complete listing lacked.
  ///
  /// @param next the following listing: a listing that was completed, with its pages deleted, must
  ///   not be continued
  public Ending lastPage(
      OrganizationReading reading,
      FieldDataListing listing,
      String next,
      SyncRunOrganization runOrganization,
      LastPage last,
      Instant now) {
    FieldDataPage page = new FieldDataPage(last.records());
    return locked(
        reading,
        runOrganization,
        true,
        next.equals(ReadingPosition.END),
        (handle, claim) ->
            comparison.end(
                handle,
                new ListingComparison.LastRead(
                    reading,
                    listing,
                    next,
                    runOrganization,
                    claim,
                    page,
                    store(handle, reading, listing, runOrganization, page, now)),
                last,
                now),
        new Ending.Over());
  }

  /// Stores one field that was requested by its id; empty when the organization was claimed by
  /// another worker.
  public Optional<SyncRunOrganization> field(
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      String providerFieldId,
      List<FieldDataRecord> records,
      Instant now) {
    FieldDataPage page = new FieldDataPage(records);
    boolean withBoundary = !reading.denied().contains(RecordKind.BOUNDARY);
    StoringRules rules =
        new StoringRules(
            reading.scope().customDataSync(),
            withBoundary,
            reading.scope().automaticFixBoundary(),
            false);
    return locked(
        reading,
        runOrganization,
        false,
        false,
        (handle, _) -> {
          FieldDataCounts counts =
              fieldData.store(handle, reading.organizationKey(), page, rules, now);
          FieldDataWriteStore.addToTotals(handle, reading.organizationKey(), counts);
          unexpected.add(handle, owner(reading), runOrganization.run(), values(reading, page));
          if (missingRecords.markField(
              handle, reading.organizationKey(), providerFieldId, page, withBoundary, now)) {
            // Whether it was removed is determined by the next complete reading, which must not be
            // skipped because of a signature.
            snapshots.deleteSignatures(
                handle,
                reading.organizationKey().account(),
                List.of(reading.organizationKey().providerOrgId()));
          }
          SyncRunOrganization after =
              runOrganization
                  .counting(runOrganization.counts().plus(counts))
                  .at(runOrganization.at().after(providerFieldId))
                  .recovered();
          runOrganizations.save(handle, owner(reading), after);
          return Optional.of(after);
        },
        Optional.empty());
  }

  /// Whether the organization has a stored active boundary.
  public boolean hasBoundaries(OrganizationKey organizationKey) {
    return jdbi.withHandle(handle -> missingRecords.hasBoundaries(handle, organizationKey));
  }

  private FieldDataCounts store(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization runOrganization,
      FieldDataPage page,
      Instant now) {
    FieldDataCounts counts =
        fieldData.store(handle, reading.organizationKey(), page, rules(reading, listing), now);
    unexpected.add(handle, owner(reading), runOrganization.run(), values(reading, page));
    return counts;
  }

  private static List<UnexpectedValue> values(OrganizationReading reading, FieldDataPage page) {
    return page.unexpected().stream()
        .map(
            one ->
                new UnexpectedValue(
                    reading.organizationKey().providerOrgId(),
                    one.kind().name(),
                    one.providerId(),
                    one.mismatch().path(),
                    one.mismatch().expected()))
        .toList();
  }

  /// Stores the listing with an unreadable response, and the reason.
  public void recordUnreadable(
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      RecordKind kind,
      String reason) {
    jdbi.useHandle(
        handle ->
            unexpected.add(
                handle,
                owner(reading),
                runOrganization.run(),
                List.of(
                    new UnexpectedValue(
                        reading.organizationKey().providerOrgId(), kind.name(), "", "$", reason))));
  }

  private static StoringRules rules(OrganizationReading reading, FieldDataListing listing) {
    return new StoringRules(
        reading.scope().customDataSync(),
        listing.covers().contains(RecordKind.FIELD)
            && listing.covers().contains(RecordKind.BOUNDARY),
        reading.scope().automaticFixBoundary(),
        reading.unread());
  }

  private static ApiOwnerId owner(OrganizationReading reading) {
    return reading.organizationKey().account().owner();
  }

  private <T> T locked(
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      boolean last,
      boolean ending,
      Work<T> work,
      T whenLost) {
    return jdbi.inTransaction(
        handle ->
            PageClaim.lock(handle, reading, runOrganization, last, ending)
                .map(claim -> work.on(handle, claim))
                .orElse(whenLost));
  }

  private interface Work<T> {
    T on(Handle handle, PageClaim claim);
  }
}
