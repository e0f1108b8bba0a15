package io.headland.server.core.machinefile.store;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// Inserts the tasks that assign files to fields into the scheduler's table, for the Leaf users
/// with changed boundaries or files that are due. Writers of boundaries do not insert them: their
/// transactions are long, and two of one Leaf user would wait for each other.
public final class AssignmentTaskStore {
  /// The instance is `<API owner>/<Leaf user>`, so that one node at a time assigns the files of a
  /// Leaf user.
  public static final String ASSIGN = "file-assignment";

  private static final int AT_ONCE = 1000;

  private final Jdbi jdbi;

  public AssignmentTaskStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The Leaf user of an instance.
  public record Instance(ApiOwnerId owner, LeafUserId leafUser) {
    public static Instance parse(String instance) {
      String[] names = instance.split("/", -1);
      return new Instance(
          ApiOwnerId.parse(names[0]).orElseThrow(), LeafUserId.parse(names[1]).orElseThrow());
    }
  }

  /// Schedules the assignment of the files of all Leaf users that require it.
  ///
  /// @return whether any was scheduled that was not before
  public boolean scheduleAll(Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        insert into scheduled_tasks
                               (task_name, task_instance, execution_time, picked, version, priority)
                        select :task, api_owner_id || '/' || leaf_user_id, :now, false, 1, 0
                          from (select api_owner_id, leaf_user_id
                                  from boundary_change
                                 union
                                select api_owner_id, leaf_user_id
                                  from machine_file
                                 where assignment_due
                                   and status = 'PROCESSED') as required
                         order by api_owner_id, leaf_user_id
                         limit :max
                        on conflict (task_name, task_instance) do nothing
                        """)
                    .bind("task", ASSIGN)
                    .bind("now", now)
                    .bind("max", AT_ONCE)
                    .execute()
                > 0);
  }
}
