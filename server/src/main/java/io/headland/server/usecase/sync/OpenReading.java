package io.headland.server.usecase.sync;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunOrganizationStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// Claims an organization of a run for a worker together with what its reading begins with, in one
/// statement, which creates its snapshot at the first reading.
public final class OpenReading {
  private final Jdbi jdbi;
  private final OrganizationSnapshotStore snapshots;

  public OpenReading(Jdbi jdbi, OrganizationSnapshotStore snapshots) {
    this.jdbi = jdbi;
    this.snapshots = snapshots;
  }

  /// The state before the reading.
  ///
  /// @param snapshot to compare with
  public record Opened(
      ProviderOrganization organization, SyncScope scope, OrganizationSnapshot snapshot) {}

  /// A claimed organization.
  ///
  /// @param forced whether a caller overrides the guards of the run
  public record Claimed(
      AccountKey account,
      boolean forced,
      SyncRunOrganization runOrganization,
      Optional<Found> found) {}

  /// The stored state of an organization.
  ///
  /// @param snapshot empty before the first reading
  record Found(
      ProviderOrganization organization, SyncScope scope, Optional<OrganizationSnapshot> snapshot) {
    boolean isSelected() {
      return organization.status() == OrganizationStatus.SELECTED;
    }

    Found created(boolean isNew) {
      return isNew ? new Found(organization, scope, Optional.of(OrganizationSnapshot.EMPTY)) : this;
    }

    Opened opened(Supplier<OrganizationSnapshot> whenAbsent) {
      return new Opened(organization, scope, snapshot.orElseGet(whenAbsent));
    }
  }

  /// Claims the next organization of a run for a worker: the one that it has claimed already, as
  /// after a crash, otherwise an unclaimed one.
  public Optional<Claimed> claim(ApiOwnerId owner, SyncRunId run, int worker, Instant now) {
    return jdbi.withHandle(handle -> claim(handle, owner, run, worker, now));
  }

  /// Opens a claimed organization as it was at the time of the claim; empty when it was not
  /// selected. The snapshot is created if the claim did not: if the next organization was not the
  /// one that was claimed.
  public Optional<Opened> open(Claimed claimed, Instant now) {
    OrganizationKey organizationKey =
        new OrganizationKey(claimed.account(), claimed.runOrganization().providerOrgId());
    return claimed
        .found()
        .filter(Found::isSelected)
        .map(
            found ->
                found.opened(
                    () -> jdbi.withHandle(handle -> snapshots.open(handle, organizationKey, now))));
  }

  /// Empty when the organization is not selected.
  public Optional<Opened> open(OrganizationKey organizationKey, Instant now) {
    // Without a transaction: the snapshot exists already, except at the first reading.
    return jdbi.withHandle(
        handle ->
            find(handle, organizationKey)
                .filter(Found::isSelected)
                .map(found -> found.opened(() -> snapshots.open(handle, organizationKey, now))));
  }

  private static Optional<Claimed> claim(
      Handle handle, ApiOwnerId owner, SyncRunId run, int worker, Instant now) {
    return handle
        .createQuery(
            """
            with opened as (
              insert into organization_snapshot
                     (api_owner_id, leaf_user_id, provider, provider_org_id, created_at)
              select api_owner_id, leaf_user_id, provider, provider_org_id, :now
                from provider_organization organization
                join (select leaf_user_id, provider, (<next>) as provider_org_id
                        from sync_run
                       where api_owner_id = :owner
                         and id = :run) as next
               using (leaf_user_id, provider, provider_org_id)
               where api_owner_id = :owner
                 and status = 'SELECTED'
                 and not exists (select from organization_snapshot snapshot
                                  where snapshot.api_owner_id = :owner
                                    and snapshot.leaf_user_id = organization.leaf_user_id
                                    and snapshot.provider = organization.provider
                                    and snapshot.provider_org_id = organization.provider_org_id)
              on conflict do nothing
              returning provider_org_id)
               , claimed as (
              <claim>)
               , reading as (
              select claimed.*, run.leaf_user_id, run.provider, run.forced
                from claimed
                join sync_run run
                  on run.api_owner_id = claimed.api_owner_id
                 and run.id = claimed.run_id)
            select <organization>, organization.status is not null as found
                 , <snapshot>, organization_snapshot.visible is not null as opened
                 , reading.provider_org_id in (select provider_org_id from opened) as created
                 , <stored> as stored
                 , reading.*
              from reading
              left join provider_organization organization
             using (api_owner_id, leaf_user_id, provider, provider_org_id)
              left join organization_snapshot
             using (api_owner_id, leaf_user_id, provider, provider_org_id)
             -- Evaluates "opened" first, so that the locks are taken in the order account, organization,
             -- sync-run organization.
             where (select count(*) from opened) >= 0
            """)
        .define("next", SyncRunOrganizationStore.NEXT)
        .define("claim", SyncRunOrganizationStore.CLAIM)
        .define("organization", ProviderOrganizationStore.COLUMNS)
        .define("snapshot", OrganizationSnapshotStore.COLUMNS)
        .define("stored", Configurations.storedOf("reading.leaf_user_id"))
        .bind("owner", owner)
        .bind("run", run)
        .bind("worker", worker)
        .bind("now", now)
        .map(
            (row, context) ->
                new Claimed(
                    new AccountKey(
                        owner,
                        Columns.get(row, "leaf_user_id", LeafUserId.class),
                        Columns.get(row, "provider", Provider.class)),
                    row.getBoolean("forced"),
                    SyncRunOrganizationStore.ROW.map(row, context),
                    row.getBoolean("found")
                        ? Optional.of(found(row, context).created(row.getBoolean("created")))
                        : Optional.empty()))
        .findOne();
  }

  private static Optional<Found> find(Handle handle, OrganizationKey organizationKey) {
    return handle
        .createQuery(
            """
            select organization.*, snapshot.*, <stored> as stored
              from (select <organization>
                      from provider_organization
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org) as organization
              left join
                   (select true as opened, <snapshot>
                      from organization_snapshot
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org) as snapshot on true
            """)
        .bindMethods(organizationKey)
        .define("organization", ProviderOrganizationStore.COLUMNS)
        .define("snapshot", OrganizationSnapshotStore.COLUMNS)
        .define("stored", Configurations.STORED)
        .map(OpenReading::found)
        .findOne();
  }

  private static Found found(ResultSet row, StatementContext context) throws SQLException {
    return new Found(
        ProviderOrganizationStore.ROW.map(row, context),
        Configurations.scopeOf(row.getString("stored")),
        row.getBoolean("opened")
            ? Optional.of(OrganizationSnapshotStore.ROW.map(row, context))
            : Optional.empty());
  }
}
