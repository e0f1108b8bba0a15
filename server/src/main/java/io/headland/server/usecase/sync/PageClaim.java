package io.headland.server.usecase.sync;

import io.headland.server.core.sync.SyncRun;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.core.sync.SyncRunStore;
import io.headland.server.provider.RecordKind;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The claim of a worker that stores a page, and the stored records of the organization before it.
///
/// @param bounded whether a boundary may be active; true unless the listing ends with the page
/// @param run the run, locked, if the reading ends with the page
record PageClaim(int growers, int farms, int fields, boolean bounded, Optional<SyncRun> run) {
  int total(RecordKind kind) {
    return switch (kind) {
      case GROWER -> growers;
      case FARM -> farms;
      case FIELD -> fields;
      case BOUNDARY -> 0;
    };
  }

  /// Whether no record of a kind is stored, except removed ones.
  boolean isWithout(RecordKind kind) {
    return kind == RecordKind.BOUNDARY ? !bounded : total(kind) == 0;
  }

  /// Locks the claim of the worker until the transaction ends, and then the snapshot, which is
  /// locked before its records, as when fields are enabled. Pages of an aborted reading are
  /// discarded.
  ///
  /// The flags are subqueries, so that PostgreSQL does not plan the statement for their values at
  /// each page.
  ///
  /// @param last whether the listing ends with the page
  /// @param ending whether the reading may end with the page: the run is locked first, in the order
  ///   in which every other change takes its locks
  /// @return empty when the claim is not valid: nothing may be stored
  static Optional<PageClaim> lock(
      Handle handle,
      OrganizationReading reading,
      SyncRunOrganization runOrganization,
      boolean last,
      boolean ending) {
    return handle
        .createQuery(
            """
            with run as materialized (
              select *
                from sync_run
               where api_owner_id = :owner
                 and id = :run
                 and state = 'RUNNING'
                 and (select :ending)
                 for update)
               , claim as materialized (
              select true
                from sync_run_organization
               where api_owner_id = :owner
                 and run_id = :run
                 and provider_org_id = :org
                 and fence = :fence
                 and state = 'RUNNING'
                 and (not (select :ending) or exists (select from run))
                 for update)
               , discarded as (
              delete from sync_run_page
               where api_owner_id = :owner
                 and run_id = :run
                 and provider_org_id = :org
                 and (select :first)
                 and exists (select from claim))
            select grower_total, farm_total, field_total
                 , not (select :unread)
                   or exists (select from field_boundary
                               where api_owner_id = :owner
                                 and leaf_user_id = :leafUser
                                 and provider = :provider
                                 and provider_org_id = :org
                                 and status = 'ACTIVE') as bounded
                 , run.*
              from organization_snapshot snapshot
              left join run on true
             where snapshot.api_owner_id = :owner
               and snapshot.leaf_user_id = :leafUser
               and snapshot.provider = :provider
               and snapshot.provider_org_id = :org
               and exists (select from claim)
               for no key update of snapshot
            """)
        .bindMethods(reading.organizationKey())
        .bind("run", runOrganization.run())
        .bind("fence", runOrganization.fence())
        .bind("first", runOrganization.at().pages() == 0)
        .bind("ending", ending)
        .bind("unread", last && reading.unread())
        .map(
            (row, context) ->
                new PageClaim(
                    row.getInt("grower_total"),
                    row.getInt("farm_total"),
                    row.getInt("field_total"),
                    row.getBoolean("bounded"),
                    ending ? Optional.of(SyncRunStore.ROW.map(row, context)) : Optional.empty()))
        .findOne();
  }
}
