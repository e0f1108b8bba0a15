package io.headland.server.core.system;

import io.headland.server.platform.jdbc.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// The nodes that serve this database, by their heartbeats.
public final class NodeStore {
  private static final Duration RETENTION = Duration.ofDays(1);

  private final Jdbi jdbi;

  public NodeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A node, with the number of its tasks in progress.
  public record Seen(
      String name, String host, String version, Instant startedAt, Instant seenAt, int working) {}

  public void add(String name, String host, String version, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into node (name, host, version, started_at, seen_at)
                    values (:name, :host, :version, :now, :now)
                    """)
                .bind("name", name)
                .bind("host", host)
                .bind("version", version)
                .bind("now", now)
                .execute());
  }

  /// Records a heartbeat of a node, and deletes nodes without one for a day.
  public void recordPresence(String name, Instant now) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate("update node set seen_at = :now where name = :name")
              .bind("name", name)
              .bind("now", now)
              .execute();
          handle
              .createUpdate("delete from node where seen_at < :expired")
              .bind("expired", now.minus(RETENTION))
              .execute();
        });
  }

  public void remove(String name) {
    jdbi.useHandle(handle -> handle.execute("delete from node where name = ?", name));
  }

  public List<Seen> list(Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select name, host, version, started_at, seen_at
                         , (select count(*)
                              from scheduled_tasks
                             where picked_by = node.name
                               and picked
                               and execution_time <= :now) as working
                      from node
                     order by started_at, name
                    """)
                .bind("now", now)
                .map(
                    (row, _) ->
                        new Seen(
                            row.getString("name"),
                            row.getString("host"),
                            row.getString("version"),
                            Columns.get(row, "started_at", Instant.class),
                            Columns.get(row, "seen_at", Instant.class),
                            row.getInt("working")))
                .list());
  }
}
