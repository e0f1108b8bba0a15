package io.headland.server.core.system;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Figures of the scheduler's queue and the database.
public final class SystemStore {
  private final Jdbi jdbi;

  public SystemStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The tasks of one kind.
  ///
  /// @param due number of tasks that are due and not claimed
  /// @param working number of claimed tasks
  /// @param oldestDueAt the due time of the oldest of those due
  public record Queue(String task, long due, long working, @Nullable Instant oldestDueAt) {}

  public record DatabaseState(String version, long sizeBytes) {}

  /// Those of all API owners.
  public List<Queue> queues(Instant now) {
    return queues("", now);
  }

  /// Those of one API owner, whose tasks have names that begin with the id.
  public List<Queue> queues(ApiOwnerId owner, Instant now) {
    return queues(owner + "/", now);
  }

  private List<Queue> queues(String prefix, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select task_name
                         , count(*) filter (where not picked) as due
                         , count(*) filter (where picked) as working
                         , min(execution_time) filter (where not picked) as oldest
                      from scheduled_tasks
                     where execution_time <= :now
                       and starts_with(task_instance, :prefix)
                     group by task_name
                     order by task_name
                    """)
                .bind("now", now)
                .bind("prefix", prefix)
                .map((row, _) -> queue(row))
                .list());
  }

  public DatabaseState database() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select current_setting('server_version') as version
                         , pg_database_size(current_database()) as size
                    """)
                .map((row, _) -> new DatabaseState(row.getString("version"), row.getLong("size")))
                .one());
  }

  private static Queue queue(ResultSet row) throws SQLException {
    return new Queue(
        row.getString("task_name"),
        row.getLong("due"),
        row.getLong("working"),
        Columns.find(row, "oldest", Instant.class));
  }
}
