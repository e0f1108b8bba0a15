package io.headland.server.engine.retention;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/// Deletes rows of everybody that are too old, a bounded number at a time: no statement holds locks
/// for long.
public final class SyncPurgeStore {
  private static final int BATCH = 2_000;

  private final Jdbi jdbi;

  public SyncPurgeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Deletes what left lists before a moment, what is stored of organizations that no answer of the
  /// provider has contained since then, and runs that ended before it.
  public void purge(Instant now, Instant before) {
    for (String table : List.of("field_boundary", "field", "farm", "grower")) {
      empty(
          """
          delete from <table>
           where ctid = any (array (select ctid from <table> where <old> limit :batch))
          """
              .replace("<table>", table)
              .replace(
                  "<old>",
                  table.equals("field_boundary")
                      ? "status <> 'ACTIVE' and updated_at < :before and provider <> 'Leaf'"
                      : "removed_at < :before"),
          before);
    }
    empty(
        """
        delete from earlier_geometry
         where ctid = any (array (select ctid from earlier_geometry where replaced_at < :before
                                   limit :batch))
        """,
        before);
    dateHidden(now);
    empty(
        """
        delete from organization_snapshot
         where ctid = any (array (select ctid from organization_snapshot where hidden_at < :before limit 10))
           and hidden_at < :before
        """,
        before);
    purgeAbsent(now, before);
    empty(
        """
        delete from sync_run
         where ctid = any (array (select ctid from sync_run where ended_at < :before limit :batch))
        """,
        before);
  }

  /// The retention of copies begins whose organization was deleted with its account.
  private void dateHidden(Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update organization_snapshot
                       set hidden_at = :now
                     where not visible
                       and hidden_at is null
                    """)
                .bind("now", now)
                .execute());
  }

  /// Deletes copies of organizations that were missing from every answer since a moment. They may
  /// still be visible, so the counts of their accounts are recorded. An organization that a sync is
  /// changing is left for the next purge.
  private void purgeAbsent(Instant now, Instant before) {
    boolean more;
    do {
      more =
          jdbi.inTransaction(
              handle -> {
                Set<AccountKey> accounts =
                    handle
                        .createQuery(
                            """
                            with absent as (
                              select organization.api_owner_id
                                   , organization.leaf_user_id
                                   , organization.provider
                                   , organization.provider_org_id
                                from provider_organization as organization
                                join organization_snapshot as copy
                               using (api_owner_id, leaf_user_id, provider, provider_org_id)
                               where organization.blocked_reason = 'NOT_VISIBLE'
                                 and organization.updated_at < :before
                               limit 10
                                 for update of organization skip locked
                            )
                            delete from organization_snapshot as copy
                             using absent
                             where copy.api_owner_id = absent.api_owner_id
                               and copy.leaf_user_id = absent.leaf_user_id
                               and copy.provider = absent.provider
                               and copy.provider_org_id = absent.provider_org_id
                            returning copy.api_owner_id, copy.leaf_user_id, copy.provider
                            """)
                        .bind("before", before)
                        .map((row, _) -> account(row))
                        .set();
                accounts.forEach(account -> FieldDataCountStore.record(handle, account, now));
                return !accounts.isEmpty();
              });
    } while (more);
  }

  private static AccountKey account(ResultSet row) throws SQLException {
    return new AccountKey(
        Columns.get(row, "api_owner_id", ApiOwnerId.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        Columns.get(row, "provider", Provider.class));
  }

  private void empty(String sql, Instant before) {
    int deleted;
    do {
      deleted =
          jdbi.withHandle(
              handle -> {
                var statement = handle.createUpdate(sql).bind("before", before);
                return sql.contains(":batch")
                    ? statement.bind("batch", BATCH).execute()
                    : statement.execute();
              });
    } while (deleted > 0);
  }
}
