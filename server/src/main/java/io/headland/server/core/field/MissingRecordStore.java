package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Determines the records that a complete reading lacks, page by page, and removes those that two
/// readings lacked.
///
/// The ids of pages are stored with the run, not in the records: a reading without changes must not
/// write rows of records.
public final class MissingRecordStore {
  /// Excludes boundaries of fields of which a page contained an unreadable boundary.
  private static final String UNREADABLE =
      """
      and t.provider_field_id <> all(:unreadable)
      and not exists (select
                        from sync_run_page p
                       where p.api_owner_id = :owner
                         and p.run_id = :run
                         and p.provider_org_id = :org
                         and t.provider_field_id = any(p.unreadable_boundaries))
      """;

  /// Whether the organization has a stored active boundary.
  public boolean hasBoundaries(Handle handle, OrganizationKey organizationKey) {
    return handle
        .createQuery(
            """
            select exists (select from field_boundary
                            where api_owner_id = :owner
                              and leaf_user_id = :leafUser
                              and provider = :provider
                              and provider_org_id = :org
                              and status = 'ACTIVE')
            """)
        .bindMethods(organizationKey)
        .mapTo(Boolean.class)
        .one();
  }

  /// The records that the stored pages and the last one lack.
  public MissingRecords findMissing(
      Handle handle,
      OrganizationKey organizationKey,
      SyncRunId run,
      RecordKind kind,
      FieldDataPage lastPage) {
    return withListed(
            handle
                .createQuery(
                    """
                    with seen as materialized (<seen>)
                    select count(*)::int
                         , (count(*) filter (where seen.id is null))::int
                         , (count(*) filter (where seen.id is null and t.missing_since is not null))::int
                      from <table> t
                      left join seen on seen.id = t.<id>
                     where t.api_owner_id = :owner
                       and t.leaf_user_id = :leafUser
                       and t.provider = :provider
                       and t.provider_org_id = :org
                       and <live>
                    """)
                .bindMethods(organizationKey),
            run,
            kind,
            lastPage)
        .map((row, _) -> new MissingRecords(row.getInt(1), row.getInt(2), row.getInt(3)))
        .one();
  }

  /// Removes records that are missing for the second time, and marks those that are missing for the
  /// first time.
  ///
  /// @return the number of removed records
  public int markAndRemove(
      Handle handle,
      OrganizationKey organizationKey,
      SyncRunId run,
      RecordKind kind,
      FieldDataPage lastPage,
      Instant now) {
    List<String> removedIds = change(handle, organizationKey, run, kind, lastPage, now, true);
    change(handle, organizationKey, run, kind, lastPage, now, false);
    int removed = removedIds.size();
    switch (kind) {
      case GROWER -> OrganizationSnapshotStore.addToTotals(handle, organizationKey, -removed, 0, 0);
      case FARM -> OrganizationSnapshotStore.addToTotals(handle, organizationKey, 0, -removed, 0);
      case FIELD -> {
        OrganizationSnapshotStore.addToTotals(handle, organizationKey, 0, 0, -removed);
        FieldEventStore.fields(handle, organizationKey, EventType.FIELD_REMOVED, removedIds, now);
      }
      case BOUNDARY ->
          // Boundaries are not counted.
          FieldEventStore.boundaries(
              handle, organizationKey, EventType.BOUNDARY_REMOVED, removedIds, now);
    }
    return removed;
  }

  /// Marks records that the response for one field lacked as missing, without removing any: this
  /// requires a complete reading.
  ///
  /// @param page of the response; empty when there was no such field
  /// @param withBoundary whether it would have contained the field's boundary
  /// @return whether a record was marked
  public boolean markField(
      Handle handle,
      OrganizationKey organizationKey,
      String providerFieldId,
      FieldDataPage page,
      boolean withBoundary,
      Instant now) {
    int marked = 0;
    if (page.ids(RecordKind.FIELD).length == 0) {
      marked += mark(handle, organizationKey, RecordKind.FIELD, providerFieldId, page, now);
    }
    if (withBoundary) {
      marked += mark(handle, organizationKey, RecordKind.BOUNDARY, providerFieldId, page, now);
    }
    return marked > 0;
  }

  private static int mark(
      Handle handle,
      OrganizationKey organizationKey,
      RecordKind kind,
      String providerFieldId,
      FieldDataPage page,
      Instant now) {
    RecordTable table = RecordTable.of(kind);
    return handle
        .createUpdate(
            """
            update <table> t
               set missing_since = :now
             where t.api_owner_id = :owner
               and t.leaf_user_id = :leafUser
               and t.provider = :provider
               and t.provider_org_id = :org
               and t.provider_field_id = :field
               and t.<id> <> all(:shown)
               and <live>
               and t.missing_since is null
            """)
        .bindMethods(organizationKey)
        .define("table", table.table())
        .define("id", table.idColumn())
        .define("live", live(kind))
        .bind("field", RecordTable.clean(providerFieldId))
        .bind("shown", page.ids(kind))
        .bind("now", now)
        .execute();
  }

  private static String live(RecordKind kind) {
    return kind == RecordKind.BOUNDARY ? "t.status = 'ACTIVE'" : "t.removed_at is null";
  }

  /// The ids of the changed records.
  private static List<String> change(
      Handle handle,
      OrganizationKey organizationKey,
      SyncRunId run,
      RecordKind kind,
      FieldDataPage lastPage,
      Instant now,
      boolean known) {
    boolean keepsUnreadable = known && kind == RecordKind.BOUNDARY;
    var statement =
        withListed(
                handle
                    .createQuery(
                        """
                        with seen as materialized (<seen>)
                        update <table> t
                           set <change>
                         where t.api_owner_id = :owner
                           and t.leaf_user_id = :leafUser
                           and t.provider = :provider
                           and t.provider_org_id = :org
                           and <live>
                           and t.missing_since is <known>
                           and not exists (select from seen where seen.id = t.<id>)
                           <keepsUnreadable>
                        returning t.<id>
                        """)
                    .bindMethods(organizationKey),
                run,
                kind,
                lastPage)
            .define("change", known ? removal(kind) : "missing_since = :now")
            .define("known", known ? "not null" : "null")
            .define("keepsUnreadable", keepsUnreadable ? UNREADABLE : "")
            .bind("now", now);
    return (keepsUnreadable
            ? statement.bind("unreadable", lastPage.unreadableBoundaries())
            : statement)
        .mapTo(String.class)
        .list();
  }

  private static String removal(RecordKind kind) {
    return kind == RecordKind.BOUNDARY
        ? "status = 'DELETED_ON_PROVIDER', missing_since = null, updated_at = :now"
        : "removed_at = :now, updated_at = :now";
  }

  private static <S extends SqlStatement<S>> S withListed(
      S statement, SyncRunId run, RecordKind kind, FieldDataPage lastPage) {
    RecordTable table = RecordTable.of(kind);
    return statement
        .define(
            "seen",
            """
            select distinct id
              from (select unnest(<pages>) as id
                      from sync_run_page
                     where api_owner_id = :owner
                       and run_id = :run
                       and provider_org_id = :org
                    union all
                    select unnest(:last)) as shown
            """
                .replace("<pages>", pages(kind)))
        .define("table", table.table())
        .define("id", table.idColumn())
        .define("live", live(kind))
        .bind("run", run)
        .bind("last", lastPage.ids(kind));
  }

  private static String pages(RecordKind kind) {
    return switch (kind) {
      case GROWER -> "growers";
      case FARM -> "farms";
      case FIELD -> "fields";
      case BOUNDARY -> "boundaries";
    };
  }

  /// The stored records that a complete reading lacks.
  ///
  /// @param live number of stored records that are not removed
  /// @param missing number of these that the reading lacks
  /// @param known number of the missing ones that an earlier reading lacked as well
  public record MissingRecords(int live, int missing, int known) {
    private static final int FEWEST_SUSPICIOUS = 5;

    /// Whether the number of missing records indicates that the provider's response is incomplete.
    public boolean isSuspicious() {
      return missing >= FEWEST_SUSPICIOUS && 2 * missing > live;
    }
  }
}
