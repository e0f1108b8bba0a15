package io.headland.server.usecase.sync;

import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.ListingPageStore;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.field.WaitingFieldStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.sync.OrganizationStates;
import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Ends the reading of an organization, or interrupts it at a position, and requests the readings
/// of operations and assets that follow. With the last organization the run ends. If another worker
/// has claimed the organization, nothing is written.
public final class EndReading {
  private final Jdbi jdbi;
  private final SyncRunStore runs;
  private final PlanSync plans;
  private final SyncRunOrganizationStore runOrganizations;
  private final OrganizationSnapshotStore snapshots;
  private final ListingPageStore pages;
  private final OperationListingStore operations;
  private final AssetListingStore assets;

  public EndReading(
      Jdbi jdbi,
      SyncRunStore runs,
      PlanSync plans,
      SyncRunOrganizationStore runOrganizations,
      OrganizationSnapshotStore snapshots,
      ListingPageStore pages,
      OperationListingStore operations,
      AssetListingStore assets) {
    this.jdbi = jdbi;
    this.runs = runs;
    this.plans = plans;
    this.runOrganizations = runOrganizations;
    this.snapshots = snapshots;
    this.pages = pages;
    this.operations = operations;
    this.assets = assets;
  }

  /// Ends an organization whose requested fields are all read.
  public PlanSync.Rest finishNamed(
      OrganizationReading reading, SyncRunOrganization runOrganization, Instant now) {
    return end(
        reading.organizationKey().account(), runOrganization, success(runOrganization), "", now);
  }

  /// Stores the position of a reading; false when the organization was claimed by another worker.
  public boolean save(ApiOwnerId owner, SyncRunOrganization runOrganization) {
    return jdbi.withHandle(handle -> runOrganizations.save(handle, owner, runOrganization));
  }

  /// Ends an organization whose listings are all read.
  public PlanSync.Rest finish(
      OrganizationReading reading, SyncRunOrganization runOrganization, Instant now) {
    return end(
        reading.organizationKey().account().owner(),
        runOrganization,
        success(runOrganization),
        "",
        now,
        handle -> {
          if (reading.fully()) {
            snapshots.markFullyRead(handle, reading.organizationKey(), now);
          }
          completed(handle, reading, runOrganization, now);
        });
  }

  /// The same in the transaction of the last page of the last listing.
  ///
  /// @param run locked
  PlanSync.Rest finish(
      Handle handle,
      OrganizationReading reading,
      SyncRun run,
      SyncRunOrganization runOrganization,
      OrganizationSnapshotStore.Listed listed,
      Instant now) {
    return runOrganizations
        .endListed(
            handle,
            reading.organizationKey(),
            runOrganization,
            success(runOrganization),
            listed,
            now)
        .<PlanSync.Rest>map(
            counted -> {
              completed(handle, reading, runOrganization, now);
              ApiOwnerId owner = reading.organizationKey().account().owner();
              return plans.endIfDone(handle, owner, run, counted, now);
            })
        .orElseGet(PlanSync.Rest.More::new);
  }

  private void completed(
      Handle handle,
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      Instant now) {
    // A field that began to wait after that is read by the next run.
    if (reading.waiting()
        && !runOrganization.notPermitted().contains(RecordKind.BOUNDARY)
        && runOrganization.startedAt() != null) {
      WaitingFieldStore.endWaiting(
          handle, reading.organizationKey(), runOrganization.startedAt(), now);
    }
    if (!runOrganization.notPermitted().isEmpty()) {
      // The pages of a listing that was denied before its end remain.
      pages.delete(handle, reading.organizationKey(), runOrganization.run());
    }
    if (!reading.missingScopes().isEmpty()) {
      SyncRunStore.recordMissingScopes(
          handle,
          reading.organizationKey().account().owner(),
          runOrganization.run(),
          reading.missingScopes());
    }
    boolean requested =
        reading.withOperations() && operations.request(handle, reading.organizationKey(), now) > 0;
    if (!reading.assets().isEmpty()) {
      assets.request(handle, reading.organizationKey(), reading.assets(), reading.forced(), now);
      requested = true;
    }
    if (requested) {
      operations.schedule(handle, reading.organizationKey().account(), now);
    }
  }

  /// Ends an organization whose reading failed.
  public PlanSync.Rest fail(
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      String failure,
      Instant now) {
    return end(
        reading.organizationKey().account(),
        runOrganization,
        SyncRunOrganizationState.FAILED,
        failure,
        now);
  }

  /// Ends an organization of whose records too many are missing, in the transaction of the last
  /// page.
  void guard(
      Handle handle,
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      String failure,
      Instant now) {
    runOrganizations.end(
        handle,
        reading.organizationKey().account().owner(),
        runOrganization,
        SyncRunOrganizationState.GUARDED,
        failure,
        now);
    pages.delete(handle, reading.organizationKey(), runOrganization.run());
  }

  /// Ends an organization and deletes the pages of its listings.
  public PlanSync.Rest end(
      AccountKey account,
      SyncRunOrganization runOrganization,
      SyncRunOrganizationState state,
      String failure,
      Instant now) {
    return end(
        account.owner(),
        runOrganization,
        state,
        failure,
        now,
        handle ->
            pages.delete(
                handle,
                new OrganizationKey(account, runOrganization.providerOrgId()),
                runOrganization.run()));
  }

  /// Locks the run first, in the order in which every other change takes its locks.
  private PlanSync.Rest end(
      ApiOwnerId owner,
      SyncRunOrganization runOrganization,
      SyncRunOrganizationState state,
      String failure,
      Instant now,
      Consumer<Handle> then) {
    return jdbi.inTransaction(
        handle -> {
          Optional<SyncRun> run = runs.lock(handle, owner, runOrganization.run());
          if (run.isEmpty()) {
            return new PlanSync.Rest.Nothing();
          }
          Optional<OrganizationStates> counted =
              runOrganizations.end(handle, owner, runOrganization, state, failure, now);
          if (counted.isEmpty()) {
            return new PlanSync.Rest.More();
          }
          then.accept(handle);
          return plans.endIfDone(handle, owner, run.get(), counted.get(), now);
        });
  }

  private static SyncRunOrganizationState success(SyncRunOrganization runOrganization) {
    return runOrganization.counts().isChange()
        ? SyncRunOrganizationState.SUCCEEDED
        : SyncRunOrganizationState.UNCHANGED;
  }
}
