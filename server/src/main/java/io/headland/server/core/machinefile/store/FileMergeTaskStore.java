package io.headland.server.core.machinefile.store;

import io.headland.server.platform.id.ApiOwnerId;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Inserts the tasks that merge files on request into the scheduler's table, in the transaction
/// that requires them.
public final class FileMergeTaskStore {
  /// The instance is `<API owner>/<merged file>/<id>`: the task of an attempt before may still be
  /// in the table when it has stored its result.
  public static final String MERGE = "file-merge";

  /// The merged file of an instance.
  public record Instance(ApiOwnerId owner, UUID file) {
    public static Instance parse(String instance) {
      String[] names = instance.split("/", -1);
      return new Instance(ApiOwnerId.parse(names[0]).orElseThrow(), UUID.fromString(names[1]));
    }
  }

  /// Schedules the merge.
  ///
  /// @param attempt a new id
  public void schedule(Handle handle, ApiOwnerId owner, UUID file, UUID attempt, Instant now) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks
                   (task_name, task_instance, execution_time, picked, version, priority)
            values (:task, :api_owner_id || '/' || :file || '/' || :attempt, :at, false, 1, 0)
            """)
        .bind("task", MERGE)
        .bind("api_owner_id", owner.toString())
        .bind("file", file.toString())
        .bind("attempt", attempt.toString())
        .bind("at", now)
        .execute();
  }
}
