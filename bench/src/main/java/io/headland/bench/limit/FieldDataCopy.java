package io.headland.bench.limit;

import io.headland.bench.world.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// `COPY` of growers, farms, fields and boundaries that a sync has stored, into empty tables with
/// the same indexes, checks and foreign keys: the rate at which PostgreSQL stores them without
/// comparisons, fences and calls to a provider. One connection, one table after the other.
public final class FieldDataCopy {
  private static final List<String> TABLES = List.of("grower", "farm", "field", "field_boundary");
  private static final String KEY = "api_owner_id, leaf_user_id, provider, provider_org_id";

  private final Database database;
  private final Path dir;

  /// @param dir where rows are stored temporarily
  public FieldDataCopy(Database database, Path dir) {
    this.database = database;
    this.dir = dir;
  }

  /// The number of rows written, and the time.
  public record Result(long rows, double seconds) {
    public double perSecond() {
      return rows / seconds;
    }
  }

  /// Copies the rows out and writes them again.
  ///
  /// @param condition selects the rows
  public Result measure(String condition) throws SQLException, IOException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      for (String table : TABLES) {
        try (OutputStream out = Files.newOutputStream(dir.resolve(table))) {
          copy.copyOut(
              "copy (select * from %s where %s) to stdout (format binary)"
                  .formatted(table, condition),
              out);
        }
      }
      createTables(statement);
      statement.execute("checkpoint");
      long rows = 0;
      long before = System.nanoTime();
      for (String table : TABLES) {
        try (InputStream in = Files.newInputStream(dir.resolve(table))) {
          rows += copy.copyIn("copy copied." + table + " from stdin (format binary)", in);
        }
      }
      double seconds = (System.nanoTime() - before) / 1e9;
      statement.execute("drop schema copied cascade");
      return new Result(rows, seconds);
    }
  }

  private static void createTables(Statement statement) throws SQLException {
    statement.execute("drop schema if exists copied cascade");
    statement.execute("create schema copied");
    for (String table : TABLES) {
      String copied = "copied." + table;
      statement.execute("create table %s (like %s including all)".formatted(copied, table));
      if (hasForeignKey(statement, table)) {
        statement.execute(
            "alter table %s add foreign key (%s) references organization_snapshot"
                .formatted(copied, KEY));
      }
    }
  }

  private static boolean hasForeignKey(Statement statement, String table) throws SQLException {
    String query =
        "select count(*) from pg_constraint where contype = 'f' and conrelid = '%s'::regclass"
            .formatted(table);
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() && rows.getInt(1) > 0;
    }
  }
}
