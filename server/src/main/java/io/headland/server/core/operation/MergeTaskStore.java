package io.headland.server.core.operation;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Inserts tasks into the scheduler's table, in the transaction that requires them.
public final class MergeTaskStore {
  /// Merges the files of a field into operations; the instance is `<API owner>/<Leaf
  /// user>/<field>`.
  public static final String MERGE = "operation-merge";

  private final Jdbi jdbi;

  public MergeTaskStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Schedules the merge of fields in a transaction of its own.
  public void schedule(ApiOwnerId owner, LeafUserId leafUser, Collection<UUID> fields, Instant at) {
    jdbi.useHandle(handle -> schedule(handle, owner, leafUser, fields, at));
  }

  /// Those of some fields that have operations or files.
  public List<UUID> withFiles(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, Collection<UUID> fields) {
    return handle
        .createQuery(
            """
            select field_id
              from field_operation
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and field_id = any(:fields)
             union
            select part.field_id
              from machine_file_field as part
              join machine_file as file
                on file.api_owner_id = part.api_owner_id
               and file.id = part.machine_file_id
             where part.api_owner_id = :owner
               and part.field_id = any(:fields)
               and file.leaf_user_id = :leafUser
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("fields", fields.toArray(UUID[]::new))
        .mapTo(UUID.class)
        .list();
  }

  /// Schedules the merge of fields. A merge in progress, whose row is locked here until the commit,
  /// has to look for new files after it has ended.
  public void schedule(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, Collection<UUID> fields, Instant at) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks as t
                   (task_name, task_instance, execution_time, picked, version, priority)
            select :task, :api_owner_id || '/' || :leafUser || '/' || field, :at, false, 1, 0
              from unnest(:fields::uuid[]) as field
             order by field
            on conflict (task_name, task_instance)
              do update set execution_time = least(t.execution_time, excluded.execution_time)
                          , version = t.version + 1
                      where not t.picked
            """)
        .bind("task", MERGE)
        .bind("api_owner_id", owner.toString())
        .bind("leafUser", leafUser.toString())
        .bind("fields", fields.toArray(UUID[]::new))
        .bind("at", at)
        .execute();
  }
}
