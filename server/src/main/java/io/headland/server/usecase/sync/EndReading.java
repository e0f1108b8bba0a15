package io.headland.server.usecase.sync;

import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.ListingPageStore;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.field.WaitingFieldStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// Ends the reading of an organization, or interrupts it at a position, and requests the readings
/// of operations and assets that follow. If another worker has claimed the organization, nothing is
/// written.
public final class EndReading {
  private final Jdbi jdbi;
  private final SyncRunOrganizationStore runOrganizations;
  private final OrganizationSnapshotStore snapshots;
  private final ListingPageStore pages;
  private final OperationListingStore operations;
  private final AssetListingStore assets;

  public EndReading(
      Jdbi jdbi,
      SyncRunOrganizationStore runOrganizations,
      OrganizationSnapshotStore snapshots,
      ListingPageStore pages,
      OperationListingStore operations,
      AssetListingStore assets) {
    this.jdbi = jdbi;
    this.runOrganizations = runOrganizations;
    this.snapshots = snapshots;
    this.pages = pages;
    this.operations = operations;
    this.assets = assets;
  }

  /// Ends an organization whose requested fields are all read.
  public void finishNamed(
      OrganizationReading reading, SyncRunOrganization runOrganization, Instant now) {
    end(reading.organizationKey().account(), runOrganization, success(runOrganization), "", now);
  }

  /// Stores the position of a reading; false when the organization was claimed by another worker.
  public boolean save(ApiOwnerId owner, SyncRunOrganization runOrganization) {
    return jdbi.withHandle(handle -> runOrganizations.save(handle, owner, runOrganization));
  }

  /// Ends an organization whose listings are all read.
  public void finish(
      OrganizationReading reading, SyncRunOrganization runOrganization, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (!runOrganizations.end(
              handle,
              reading.organizationKey().account().owner(),
              runOrganization,
              success(runOrganization),
              "",
              now)) {
            return;
          }
          if (reading.fully()) {
            snapshots.markFullyRead(handle, reading.organizationKey(), now);
          }
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
            SyncRunStore.addMissingScopes(
                handle,
                reading.organizationKey().account().owner(),
                runOrganization.run(),
                reading.missingScopes());
          }
          boolean requested =
              reading.withOperations()
                  && operations.request(handle, reading.organizationKey(), now) > 0;
          if (!reading.assets().isEmpty()) {
            assets.request(
                handle, reading.organizationKey(), reading.assets(), reading.forced(), now);
            requested = true;
          }
          if (requested) {
            operations.schedule(handle, reading.organizationKey().account(), now);
          }
        });
  }

  /// Ends an organization whose reading failed.
  public void fail(
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      String failure,
      Instant now) {
    end(
        reading.organizationKey().account(),
        runOrganization,
        SyncRunOrganizationState.FAILED,
        failure,
        now);
  }

  /// Ends an organization that was not read, or not completely.
  public void end(
      AccountKey account,
      SyncRunOrganization runOrganization,
      SyncRunOrganizationState state,
      String failure,
      Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (runOrganizations.end(handle, account.owner(), runOrganization, state, failure, now)) {
            pages.delete(
                handle,
                new OrganizationKey(account, runOrganization.providerOrgId()),
                runOrganization.run());
          }
        });
  }

  private static SyncRunOrganizationState success(SyncRunOrganization runOrganization) {
    return runOrganization.counts().isChange()
        ? SyncRunOrganizationState.SUCCEEDED
        : SyncRunOrganizationState.UNCHANGED;
  }
}
