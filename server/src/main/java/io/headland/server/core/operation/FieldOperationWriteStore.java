package io.headland.server.core.operation;

import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Writes the results of merges.
public final class FieldOperationWriteStore {
  /// The result of a merge; the points of this version are in the file store.
  ///
  /// @param provider blank when files of several providers are merged
  /// @param tillType the only type of tillage; missing when points of all types were merged
  /// @param description JSON of the description
  /// @param summary JSON of the summary
  /// @param rejectedPoints JSON of the numbers of points that the filters left out
  /// @param boundary identifies the one at which the points were cut
  public record Merged(
      UUID id,
      LeafUserId leafUser,
      UUID fieldId,
      OperationType type,
      String crop,
      String provider,
      Optional<String> tillType,
      Instant startTime,
      Instant endTime,
      UUID version,
      String description,
      String summary,
      String rejectedPoints,
      String boundary,
      Collection<UUID> fileIds) {}

  /// Inserts or replaces an operation.
  ///
  /// @return whether it is new
  public boolean store(Handle handle, ApiOwnerId owner, Merged merged, Instant now) {
    boolean isNew =
        handle
            .createQuery(
                """
                insert into field_operation as o
                       (api_owner_id, id, leaf_user_id, field_id, type, crop, provider, till_type, start_time, end_time, version,
                        description, summary, rejected_points, boundary, created_at, updated_at)
                values (:owner, :id, :leafUser, :field, :type, :crop, :provider, :tillType, :startTime, :endTime, :version,
                        :description::jsonb, :summary::jsonb, :rejected::jsonb, :boundary, :now, :now)
                on conflict (api_owner_id, id)
                  do update set crop = excluded.crop
                              , provider = excluded.provider
                              , till_type = excluded.till_type
                              , start_time = excluded.start_time
                              , end_time = excluded.end_time
                              , version = excluded.version
                              , description = excluded.description
                              , summary = excluded.summary
                              , rejected_points = excluded.rejected_points
                              , boundary = excluded.boundary
                              , updated_at = excluded.updated_at
                returning created_at = updated_at as is_new
                """)
            .bind("owner", owner)
            .bind("id", merged.id())
            .bind("leafUser", merged.leafUser())
            .bind("field", merged.fieldId())
            .bind("type", merged.type())
            .bind("crop", merged.crop())
            .bind("provider", merged.provider())
            .bind("tillType", merged.tillType().orElse(null))
            .bind("startTime", merged.startTime())
            .bind("endTime", merged.endTime())
            .bind("version", merged.version())
            .bind("description", merged.description())
            .bind("summary", merged.summary())
            .bind("rejected", merged.rejectedPoints())
            .bind("boundary", merged.boundary())
            .bind("now", now)
            .mapTo(Boolean.class)
            .one();
    replaceFiles(handle, owner, merged.id(), merged.fileIds());
    return isNew;
  }

  private static void replaceFiles(
      Handle handle, ApiOwnerId owner, UUID operation, Collection<UUID> files) {
    handle
        .createUpdate(
            """
            delete from field_operation_file
             where api_owner_id = :owner
               and field_operation_id = :operation
            """)
        .bind("owner", owner)
        .bind("operation", operation)
        .execute();
    handle
        .createUpdate(
            """
            insert into field_operation_file (api_owner_id, field_operation_id, machine_file_id)
            select :owner, :operation, file
              from unnest(:files::uuid[]) as file
            """)
        .bind("owner", owner)
        .bind("operation", operation)
        .bind("files", files.toArray(UUID[]::new))
        .execute();
  }

  /// Requests that an operation is merged again although its files have not changed.
  ///
  /// @param request a new id
  /// @return whether there is such an operation
  public boolean requestReprocess(Handle handle, ApiOwnerId owner, UUID id, UUID request) {
    return handle
            .createUpdate(
                """
                update field_operation
                   set reprocess_request = :request
                 where api_owner_id = :owner
                   and id = :id
                """)
            .bind("owner", owner)
            .bind("id", id)
            .bind("request", request)
            .execute()
        > 0;
  }

  /// Removes a request that a merge has carried out, unless a later one has replaced it.
  public void endReprocess(Handle handle, ApiOwnerId owner, UUID id, UUID request) {
    handle
        .createUpdate(
            """
            update field_operation
               set reprocess_request = null
             where api_owner_id = :owner
               and id = :id
               and reprocess_request = :request
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("request", request)
        .execute();
  }

  /// Deletes operations that are merged from no file any more.
  public void delete(Handle handle, ApiOwnerId owner, List<UUID> ids) {
    handle
        .createUpdate("delete from field_operation where api_owner_id = :owner and id = any(:ids)")
        .bind("owner", owner)
        .bind("ids", ids.toArray(UUID[]::new))
        .execute();
  }
}
