package io.headland.server.usecase.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.field.FieldDataPage;
import io.headland.server.core.field.FieldDataWriteStore;
import io.headland.server.core.field.MissingRecordStore;
import io.headland.server.core.field.MissingRecords;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.field.RecordCounts;
import io.headland.server.core.field.StoringRules;
import io.headland.server.core.sync.ReadingPosition;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganizationState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.UnexpectedStore;
import io.headland.server.core.sync.UnexpectedValue;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Stores what a worker reads and how far it has come, in one transaction each: either both are
/// there or neither. Nothing is written by a worker whose part another has taken.
public final class RecordPage {
  private final Jdbi jdbi;
  private final SyncRunOrganizationStore parts;
  private final OrganizationSnapshotStore copies;
  private final FieldDataWriteStore land;
  private final MissingRecordStore absences;
  private final UnexpectedStore unexpected = new UnexpectedStore();

  public RecordPage(
      Jdbi jdbi,
      SyncRunOrganizationStore parts,
      OrganizationSnapshotStore copies,
      FieldDataWriteStore land,
      MissingRecordStore absences) {
    this.jdbi = jdbi;
    this.parts = parts;
    this.copies = copies;
    this.land = land;
    this.absences = absences;
  }

  /// The result of the last page of a listing.
  public sealed interface Ending {
    /// The listing is complete.
    record Complete(SyncRunOrganization part) implements Ending {}

    /// Records are missing: it must be read once more.
    record OnceMore(SyncRunOrganization part) implements Ending {}

    /// The organization is done: guarded, or claimed by another worker.
    record Over() implements Ending {}
  }

  /// The snapshot to compare with, created if necessary.
  public OrganizationSnapshot open(OrganizationKey copy, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          Optional<OrganizationSnapshot> found = copies.find(handle, copy);
          if (found.isEmpty()) {
            copies.open(handle, copy, now);
          }
          return found.or(() -> copies.find(handle, copy)).orElseThrow();
        });
  }

  /// Stores a page that is not the last; empty when the organization was claimed by another worker.
  public Optional<SyncRunOrganization> page(
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization part,
      List<FieldDataRecord> records,
      String next,
      String signature,
      Instant now) {
    FieldDataPage page = new FieldDataPage(records);
    return holding(
        owner(reading),
        part,
        handle -> {
          begin(handle, reading, part);
          FieldDataCounts counts = store(handle, reading, listing, part, page, now);
          absences.remember(handle, reading.copy(), part.run(), part.at().pages(), page);
          SyncRunOrganization after =
              part.counting(part.counts().plus(counts))
                  .at(part.at().after(next, signature))
                  .recovered();
          parts.save(handle, owner(reading), after);
          return Optional.of(after);
        },
        Optional.empty());
  }

  /// The last page of a listing.
  ///
  /// @param complete whether missing records were removed at the provider; otherwise the listing is
  ///   known to be incomplete
  public record LastPage(List<FieldDataRecord> records, String signature, boolean complete) {}

  /// Stores the last page and determines the records that the complete listing lacked.
  ///
  /// @param next the following listing: a listing that was completed, with its pages deleted, must
  ///   not be continued
  public Ending lastPage(
      OrganizationReading reading,
      FieldDataListing listing,
      String next,
      SyncRunOrganization part,
      LastPage last,
      Instant now) {
    FieldDataPage page = new FieldDataPage(last.records());
    String signature = last.signature();
    return holding(
        owner(reading),
        part,
        handle -> {
          begin(handle, reading, part);
          FieldDataCounts counts = store(handle, reading, listing, part, page, now);
          SyncRunOrganization stored = part.counting(part.counts().plus(counts));
          MissingRecordStore.Quality quality =
              absences.quality(handle, reading.copy(), part.run(), page);
          Map<RecordKind, MissingRecords> missing =
              quality.identified() ? missing(handle, reading, listing, part, page) : Map.of();
          if (missing.isEmpty()) {
            return complete(handle, reading, listing, next, stored, signature, quality.whole());
          }
          if (!last.complete() && !reading.forced() && !part.at().verifying()) {
            return onceMore(handle, reading, listing, stored);
          }
          if (!reading.forced()
              && (!last.complete()
                  || missing.values().stream().anyMatch(MissingRecords::isSuspicious))) {
            String failure = last.complete() ? "syncGuarded" : "listIncomplete";
            parts.end(
                handle, owner(reading), stored, SyncRunOrganizationState.GUARDED, failure, now);
            absences.forget(handle, reading.copy(), part.run());
            return new Ending.Over();
          }
          SyncRunOrganization settled = settled(handle, reading, stored, page, missing, now);
          boolean newlyMissing =
              missing.values().stream().anyMatch(absence -> absence.missing() > absence.known());
          if (newlyMissing && !part.at().verifying()) {
            return onceMore(handle, reading, listing, settled);
          }
          // Records that only the second reading lacked are searched by the next run, regardless of
          // signatures.
          boolean isKept = quality.whole() && !newlyMissing;
          return complete(handle, reading, listing, next, settled, signature, isKept);
        },
        new Ending.Over());
  }

  /// Stores one field that was requested by its id; empty when the organization was claimed by
  /// another worker.
  public Optional<SyncRunOrganization> field(
      OrganizationReading reading,
      SyncRunOrganization part,
      String providerFieldId,
      List<FieldDataRecord> records,
      Instant now) {
    FieldDataPage page = new FieldDataPage(records);
    boolean withBoundary = !reading.withheld().contains(RecordKind.BOUNDARY);
    StoringRules rules =
        new StoringRules(
            reading.scope().customDataSync(), withBoundary, reading.scope().automaticFixBoundary());
    return holding(
        owner(reading),
        part,
        handle -> {
          copies.lock(handle, reading.copy());
          FieldDataCounts counts = land.store(handle, reading.copy(), page, rules, now);
          unexpected.add(handle, owner(reading), part.run(), values(reading, page));
          if (absences.markField(
              handle, reading.copy(), providerFieldId, page, withBoundary, now)) {
            // Whether it was removed is determined by the next complete reading, which must not be
            // skipped because of a signature.
            copies.forgetSignatures(
                handle, reading.copy().account(), List.of(reading.copy().providerOrgId()));
          }
          SyncRunOrganization after =
              part.counting(part.counts().plus(counts))
                  .at(part.at().after(providerFieldId, ""))
                  .recovered();
          parts.save(handle, owner(reading), after);
          return Optional.of(after);
        },
        Optional.empty());
  }

  /// Ends an organization whose requested fields are all read.
  public void finishNamed(OrganizationReading reading, SyncRunOrganization part, Instant now) {
    SyncRunOrganizationState state =
        part.counts().isChange()
            ? SyncRunOrganizationState.SUCCEEDED
            : SyncRunOrganizationState.UNCHANGED;
    end(reading.copy().account(), part, state, "", now);
  }

  /// Whether the organization has a stored active boundary.
  public boolean hasBoundaries(OrganizationKey copy) {
    return jdbi.withHandle(handle -> absences.hasBoundaries(handle, copy));
  }

  private FieldDataCounts store(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization part,
      FieldDataPage page,
      Instant now) {
    FieldDataCounts counts = land.store(handle, reading.copy(), page, rules(reading, listing), now);
    unexpected.add(handle, owner(reading), part.run(), values(reading, page));
    return counts;
  }

  private static List<UnexpectedValue> values(OrganizationReading reading, FieldDataPage page) {
    return page.unexpected().stream()
        .map(
            one ->
                new UnexpectedValue(
                    reading.copy().providerOrgId(),
                    one.kind().name(),
                    one.providerId(),
                    one.mismatch().path(),
                    one.mismatch().expected()))
        .toList();
  }

  /// Stores the listing with an unreadable response, and the reason.
  public void noteUnreadable(
      OrganizationReading reading, SyncRunOrganization part, RecordKind kind, String why) {
    jdbi.useHandle(
        handle ->
            unexpected.add(
                handle,
                owner(reading),
                part.run(),
                List.of(
                    new UnexpectedValue(
                        reading.copy().providerOrgId(), kind.name(), "", "$", why))));
  }

  private Map<RecordKind, MissingRecords> missing(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization part,
      FieldDataPage page) {
    Map<RecordKind, MissingRecords> missing = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : listing.covers()) {
      MissingRecords absence = absences.look(handle, reading.copy(), part.run(), kind, page);
      if (absence.missing() > 0) {
        missing.put(kind, absence);
      }
    }
    return missing;
  }

  private SyncRunOrganization settled(
      Handle handle,
      OrganizationReading reading,
      SyncRunOrganization part,
      FieldDataPage page,
      Map<RecordKind, MissingRecords> missing,
      Instant now) {
    FieldDataCounts counts = part.counts();
    for (RecordKind kind : missing.keySet()) {
      int removed = absences.settle(handle, reading.copy(), part.run(), kind, page, now);
      counts = counts.plus(FieldDataCounts.of(kind, new RecordCounts(0, 0, 0, removed)));
    }
    return part.counting(counts);
  }

  private Ending onceMore(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      SyncRunOrganization part) {
    FieldDataCounts counts = part.counts();
    for (RecordKind kind : listing.covers()) {
      // Unchanged records are counted by the second reading.
      counts = counts.closed(kind, 0);
    }
    SyncRunOrganization again = part.counting(counts).at(part.at().onceMore());
    absences.forget(handle, reading.copy(), part.run());
    parts.save(handle, owner(reading), again);
    return new Ending.OnceMore(again);
  }

  private Ending complete(
      Handle handle,
      OrganizationReading reading,
      FieldDataListing listing,
      String next,
      SyncRunOrganization part,
      String signature,
      boolean isKept) {
    OrganizationSnapshot copy = copies.find(handle, reading.copy()).orElseThrow();
    FieldDataCounts counts = part.counts();
    for (RecordKind kind : listing.covers()) {
      if (kind != RecordKind.BOUNDARY) {
        counts = counts.closed(kind, copy.total(kind));
      }
    }
    // A listing that was not read completely is read again, regardless of signatures.
    copies.keepSignature(
        handle, reading.copy(), listing.name(), isKept ? part.at().known(signature) : "");
    if (part.at().pages() > 0) {
      absences.forget(handle, reading.copy(), part.run());
    }
    SyncRunOrganization complete =
        part.counting(counts).at(ReadingPosition.atBeginningOf(next)).throughTheListing();
    parts.save(handle, owner(reading), complete);
    return new Ending.Complete(complete);
  }

  /// Stores the position of a reading; false when the organization was claimed by another worker.
  public boolean save(ApiOwnerId owner, SyncRunOrganization part) {
    return holding(
        owner,
        part,
        handle -> {
          parts.save(handle, owner, part);
          return true;
        },
        false);
  }

  /// Ends an organization whose listings are all read.
  public void finish(OrganizationReading reading, SyncRunOrganization part, Instant now) {
    holding(
        owner(reading),
        part,
        handle -> {
          if (reading.fully()) {
            copies.markFullyRead(handle, reading.copy(), now);
          }
          if (!part.notPermitted().contains(RecordKind.BOUNDARY) && part.startedAt() != null) {
            copies.endWaiting(handle, reading.copy(), part.startedAt(), now);
          }
          if (!part.notPermitted().isEmpty()) {
            // The pages of a listing that was denied before its end remain.
            absences.forget(handle, reading.copy(), part.run());
          }
          SyncRunOrganizationState state =
              part.counts().isChange()
                  ? SyncRunOrganizationState.SUCCEEDED
                  : SyncRunOrganizationState.UNCHANGED;
          parts.end(handle, owner(reading), part, state, "", now);
          return true;
        },
        false);
  }

  public void fail(
      OrganizationReading reading, SyncRunOrganization part, String failure, Instant now) {
    end(reading.copy().account(), part, SyncRunOrganizationState.FAILED, failure, now);
  }

  /// Ends an organization that was not read, or not completely.
  public void end(
      AccountKey account,
      SyncRunOrganization part,
      SyncRunOrganizationState state,
      String failure,
      Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (parts.hold(handle, account.owner(), part)) {
            absences.forget(handle, new OrganizationKey(account, part.providerOrgId()), part.run());
            parts.end(handle, account.owner(), part, state, failure, now);
          }
        });
  }

  private void begin(Handle handle, OrganizationReading reading, SyncRunOrganization part) {
    // The snapshot before its records, in the order in which enabling fields takes its locks.
    copies.lock(handle, reading.copy());
    if (part.at().pages() == 0) {
      // Pages of an aborted reading are discarded.
      absences.forget(handle, reading.copy(), part.run());
    }
  }

  private static StoringRules rules(OrganizationReading reading, FieldDataListing listing) {
    return new StoringRules(
        reading.scope().customDataSync(),
        listing.covers().contains(RecordKind.FIELD)
            && listing.covers().contains(RecordKind.BOUNDARY),
        reading.scope().automaticFixBoundary());
  }

  private static ApiOwnerId owner(OrganizationReading reading) {
    return reading.copy().account().owner();
  }

  private <T> T holding(ApiOwnerId owner, SyncRunOrganization part, Work<T> work, T whenLost) {
    return jdbi.inTransaction(
        handle -> parts.hold(handle, owner, part) ? work.on(handle) : whenLost);
  }

  private interface Work<T> {
    T on(Handle handle);
  }
}
