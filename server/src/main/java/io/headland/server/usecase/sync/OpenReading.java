package io.headland.server.usecase.sync;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshot;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// Reads what the reading of a selected organization begins with, in one statement, and creates its
/// snapshot at the first reading.
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

  private record Found(
      ProviderOrganization organization,
      SyncScope scope,
      Optional<OrganizationSnapshot> snapshot) {}

  /// Empty when the organization is not selected.
  public Optional<Opened> open(OrganizationKey organizationKey, Instant now) {
    // Without a transaction: the snapshot exists already, except at the first reading.
    return jdbi.withHandle(
        handle ->
            find(handle, organizationKey)
                .filter(found -> found.organization().status() == OrganizationStatus.SELECTED)
                .map(
                    found ->
                        new Opened(
                            found.organization(),
                            found.scope(),
                            found
                                .snapshot()
                                .orElseGet(() -> snapshots.open(handle, organizationKey, now)))));
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
