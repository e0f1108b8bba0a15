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
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;

/// Statements that delete rows of all API owners, a bounded number at a time.
final class RetentionStore {
  /// Boundaries of records that were created through the API are kept until the field is deleted.
  static final String ENDED_BOUNDARIES =
      "status <> 'ACTIVE' and updated_at < :before and provider <> 'Leaf'";

  /// Their files in the file store are deleted by [OrphanedFiles].
  static final String OPERATIONS_WITHOUT_FIELD =
      """
      updated_at < :before
      and not exists (select
                        from field
                       where field.api_owner_id = field_operation.api_owner_id
                         and field.id = field_operation.field_id)
      """;

  /// Files of providers whose organization has been deleted.
  static final String FILES_WITHOUT_ORGANIZATION =
      """
      updated_at < :before
      and provider_org_id <> ''
      and not exists (select
                        from organization_snapshot as snapshot
                       where snapshot.api_owner_id = machine_file.api_owner_id
                         and snapshot.leaf_user_id = machine_file.leaf_user_id
                         and snapshot.provider = machine_file.provider
                         and snapshot.provider_org_id = machine_file.provider_org_id)
      """;

  /// Archives of which no file could be converted, and of which none is converted again. Converted
  /// files are data of the API owner and are never deleted for their age.
  static final String FAILED_BATCHES =
      """
      status = 'FAILED'
      and updated_at < :before
      and not exists (select
                        from machine_file as file
                       where file.api_owner_id = batch.api_owner_id
                         and file.batch_id = batch.id
                         and (file.updated_at >= :before or file.status <> 'FAILED'))
      """;

  /// Uploads of archives, except those whose parts are still the archive of a batch.
  static final String EXPIRED_UPLOADS =
      """
      expires_at < :before
      and (batch_id is null
           or not exists (select
                            from archive_upload_part as part
                           where part.api_owner_id = archive_upload.api_owner_id
                             and part.upload_id = archive_upload.id)
           or not exists (select
                            from batch
                           where batch.api_owner_id = archive_upload.api_owner_id
                             and batch.id = archive_upload.batch_id))
      """;

  private static final int BATCH = 2_000;

  /// Each has the field data of an organization.
  private static final int SNAPSHOTS = 10;

  private final Jdbi jdbi;

  RetentionStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Deletes rows of a table.
  ///
  /// @param condition in SQL, with the parameter `before`
  void delete(String table, String condition, Instant before, BooleanSupplier isStopping) {
    delete(table, condition, BATCH, before, isStopping);
  }

  /// Deletes the stored data of organizations that were hidden before a time, and of those that the
  /// provider has not listed since then.
  void deleteSnapshots(Instant now, Instant before, BooleanSupplier isStopping) {
    dateHidden(now);
    delete("organization_snapshot", "hidden_at < :before", SNAPSHOTS, before, isStopping);
    deleteUnlisted(now, before, isStopping);
  }

  private void delete(
      String table, String condition, int batch, Instant before, BooleanSupplier isStopping) {
    int deleted = batch;
    while (deleted == batch && !isStopping.getAsBoolean()) {
      deleted =
          jdbi.withHandle(
              handle ->
                  handle
                      .createUpdate(
                          """
                          delete from <table>
                           where ctid = any (array (select ctid from <table> where <condition> limit :batch))
                             and <condition>
                          """)
                      .define("table", table)
                      .define("condition", condition)
                      .bind("before", before)
                      .bind("batch", batch)
                      .execute());
    }
  }

  /// The retention of snapshots whose organization was deleted with its account begins now.
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

  /// The snapshots may still be visible, so that the counts of their accounts are recorded. An
  /// organization that is locked by a sync is left for the next time.
  private void deleteUnlisted(Instant now, Instant before, BooleanSupplier isStopping) {
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
                                join organization_snapshot as snapshot
                               using (api_owner_id, leaf_user_id, provider, provider_org_id)
                               where organization.blocked_reason = 'NOT_VISIBLE'
                                 and organization.updated_at < :before
                               limit :batch
                                 for update of organization skip locked
                            )
                            delete from organization_snapshot as snapshot
                             using absent
                             where snapshot.api_owner_id = absent.api_owner_id
                               and snapshot.leaf_user_id = absent.leaf_user_id
                               and snapshot.provider = absent.provider
                               and snapshot.provider_org_id = absent.provider_org_id
                            returning snapshot.api_owner_id, snapshot.leaf_user_id, snapshot.provider
                            """)
                        .bind("before", before)
                        .bind("batch", SNAPSHOTS)
                        .map((row, _) -> account(row))
                        .set();
                accounts.forEach(account -> FieldDataCountStore.record(handle, account, now));
                return !accounts.isEmpty();
              });
    } while (more && !isStopping.getAsBoolean());
  }

  private static AccountKey account(ResultSet row) throws SQLException {
    return new AccountKey(
        Columns.get(row, "api_owner_id", ApiOwnerId.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        Columns.get(row, "provider", Provider.class));
  }
}
