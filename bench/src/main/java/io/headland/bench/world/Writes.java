package io.headland.bench.world;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts row versions that were written since a moment, by table. It is computed from the rows, so
/// that it does not depend on when PostgreSQL updates its statistics; a row that was written twice
/// since then counts once.
public final class Writes {
  /// The tables of runs; all others contain data of the provider, or choices of a caller.
  private static final List<String> OF_RUNS =
      List.of("sync_run", "sync_run_organization", "sync_run_page", "scheduled_tasks");

  /// Counts of calls, the state of the rate limit of an application, and recorded calls.
  private static final List<String> OF_CALLS = List.of("call_", "credential_event");

  /// The heartbeats of nodes, and the tasks of webhooks with the recurring search for pending
  /// events: they are written at intervals and not for a sync.
  private static final List<String> BY_TIME = List.of("node", "webhook_task");

  private final Database database;
  private final long since;

  private Writes(Database database, long since) {
    this.database = database;
    this.since = since;
  }

  public static Writes from(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
      rows.next();
      return new Writes(database, rows.getLong(1));
    }
  }

  /// The rows written so far.
  ///
  /// @param records rows of growers, organizations, credentials and other permanent data
  /// @param bookkeeping rows of runs, of tasks and of calls
  public record Count(long records, long bookkeeping, Map<String, Long> tables) {}

  public Count count() throws SQLException {
    Map<String, Long> tables = new TreeMap<>();
    long records = 0;
    long bookkeeping = 0;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        long rows = written(statement, table);
        if (rows > 0) {
          tables.put(table, rows);
        }
        if (OF_RUNS.contains(table) || OF_CALLS.stream().anyMatch(table::startsWith)) {
          bookkeeping += rows;
        } else {
          records += rows;
        }
      }
    }
    return new Count(records, bookkeeping, tables);
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select tablename from pg_tables where schemaname = 'public' order by 1")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    tables.removeAll(BY_TIME);
    return tables;
  }

  private long written(Statement statement, String table) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select count(*) from %s where xmin::text::bigint >= %d".formatted(table, since))) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
