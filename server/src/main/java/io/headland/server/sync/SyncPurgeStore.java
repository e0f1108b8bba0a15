package io.headland.server.sync;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Deletes rows of everybody that are too old, a bounded number at a time: no statement holds locks
/// for long.
public final class SyncPurgeStore {
  private static final int BATCH = 2_000;

  private final Jdbi jdbi;

  public SyncPurgeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Deletes what left lists before a moment, and runs that ended before it.
  public void purge(Instant before) {
    for (String table : List.of("field_boundary", "field", "farm", "grower")) {
      empty(
          """
          delete from <table>
           where ctid = any (array (select ctid from <table> where <old> limit :batch))
          """
              .replace("<table>", table)
              .replace(
                  "<old>",
                  table.equals("field_boundary")
                      ? "status <> 'ACTIVE' and updated_at < :before"
                      : "removed_at < :before"),
          before);
    }
    empty(
        """
        delete from organization_copy
         where ctid = any (array (select ctid from organization_copy where hidden_at < :before limit 10))
        """,
        before);
    empty(
        """
        delete from sync_run
         where ctid = any (array (select ctid from sync_run where ended_at < :before limit :batch))
        """,
        before);
  }

  private void empty(String sql, Instant before) {
    int deleted;
    do {
      deleted =
          jdbi.withHandle(
              handle -> {
                var statement = handle.createUpdate(sql).bind("before", before);
                return sql.contains(":batch")
                    ? statement.bind("batch", BATCH).execute()
                    : statement.execute();
              });
    } while (deleted > 0);
  }
}
