package io.headland.server.core.system;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The scheduler's queue and the database in numbers.
public final class SystemStore {
  private final Jdbi jdbi;

  public SystemStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The tasks of one kind.
  ///
  /// @param due to be done now, by nobody yet
  /// @param working in the hands of a node
  /// @param oldestDueAt since when the oldest of those due waits
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
