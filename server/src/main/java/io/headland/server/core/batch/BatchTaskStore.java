package io.headland.server.core.batch;

import io.headland.server.platform.id.ApiOwnerId;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Inserts the tasks that convert batches into the scheduler's table, in the transaction that
/// requires them.
public final class BatchTaskStore {
  /// The instance is `<API owner>/<batch>`, or for a retry `<API owner>/<batch>/<id>`: the task of
  /// the attempt before may still be in the table when it has stored its result.
  public static final String CONVERT = "convert-batch";

  /// The batch of an instance.
  public record Instance(ApiOwnerId owner, UUID batch) {
    public static Instance parse(String instance) {
      String[] names = instance.split("/", -1);
      return new Instance(ApiOwnerId.parse(names[0]).orElseThrow(), UUID.fromString(names[1]));
    }
  }

  void schedule(Handle handle, ApiOwnerId owner, UUID batch, Instant now) {
    insert(handle, owner, batch.toString(), now);
  }

  void scheduleRetry(Handle handle, ApiOwnerId owner, UUID batch, UUID attempt, Instant now) {
    insert(handle, owner, batch + "/" + attempt, now);
  }

  private static void insert(Handle handle, ApiOwnerId owner, String name, Instant now) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks
                   (task_name, task_instance, execution_time, picked, version, priority)
            values (:task, :api_owner_id || '/' || :name, :at, false, 1, 0)
            on conflict do nothing
            """)
        .bind("task", CONVERT)
        .bind("api_owner_id", owner.toString())
        .bind("name", name)
        .bind("at", now)
        .execute();
  }
}
