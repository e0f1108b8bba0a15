package io.headland.server.core.field;

import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.RecordKind;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The pages of a listing that is being read, except the last: the ids of their records, from which
/// [MissingRecordStore] determines the records that the complete listing lacks.
public final class ListingPageStore {
  /// The statement that stores the ids of the records on a page.
  public Update insertion(
      Handle handle,
      OrganizationKey organizationKey,
      SyncRunId run,
      int number,
      FieldDataPage page) {
    return handle
        .createUpdate(
            """
            insert into sync_run_page
                   (api_owner_id, run_id, provider_org_id, page, growers, farms, fields, boundaries,
                    unreadable_boundaries, identified, complete)
            values (:owner, :run, :org, :page, :growers, :farms, :fields, :boundaries,
                    :unreadable, :identified, :complete)
            """)
        .bindMethods(organizationKey)
        .bind("run", run)
        .bind("page", number)
        .bind("growers", page.ids(RecordKind.GROWER))
        .bind("farms", page.ids(RecordKind.FARM))
        .bind("fields", page.ids(RecordKind.FIELD))
        .bind("boundaries", page.ids(RecordKind.BOUNDARY))
        .bind("unreadable", page.unreadableBoundaries())
        .bind("identified", page.isIdentified())
        .bind("complete", page.isWhole());
  }

  /// The quality of a complete reading.
  ///
  /// @param identified whether every record has an id: otherwise missing records cannot be
  ///   determined
  /// @param complete whether every value could be read
  public record Quality(boolean identified, boolean complete) {
    /// The quality of a listing with one page.
    public static Quality of(FieldDataPage page) {
      return new Quality(page.isIdentified(), page.isWhole());
    }
  }

  /// The quality of the stored pages and of the last one together.
  public Quality quality(
      Handle handle, OrganizationKey organizationKey, SyncRunId run, FieldDataPage lastPage) {
    return handle
        .createQuery(
            """
            select coalesce(bool_and(identified), true), coalesce(bool_and(complete), true)
              from sync_run_page
             where api_owner_id = :owner
               and run_id = :run
               and provider_org_id = :org
            """)
        .bindMethods(organizationKey)
        .bind("run", run)
        .map(
            (row, _) ->
                new Quality(
                    row.getBoolean(1) && lastPage.isIdentified(),
                    row.getBoolean(2) && lastPage.isWhole()))
        .one();
  }

  /// Deletes the pages of a reading.
  public void delete(Handle handle, OrganizationKey organizationKey, SyncRunId run) {
    deletion(handle, organizationKey, run).execute();
  }

  /// The statement of [#delete].
  public Update deletion(Handle handle, OrganizationKey organizationKey, SyncRunId run) {
    return handle
        .createUpdate(
            """
            delete from sync_run_page
             where api_owner_id = :owner
               and run_id = :run
               and provider_org_id = :org
            """)
        .bindMethods(organizationKey)
        .bind("run", run);
  }
}
