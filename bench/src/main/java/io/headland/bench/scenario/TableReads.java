package io.headland.bench.scenario;

import io.headland.bench.world.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The number of rows read from a table so far, from PostgreSQL's statistics.
final class TableReads {
  private TableReads() {}

  static long of(Database database, String table) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select seq_tup_read + idx_tup_fetch
                  from pg_stat_user_tables
                 where relname = ?
                """)) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
