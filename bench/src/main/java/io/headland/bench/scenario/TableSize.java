package io.headland.bench.scenario;

import io.headland.bench.world.SyncWorld;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/// The size of a table and what PostgreSQL counts for it.
///
/// @param bytes with indexes and TOAST table
/// @param heapBytes without indexes
/// @param dead row versions that have not been removed by vacuum
/// @param vacuums by autovacuum so far
/// @param updates of rows so far
/// @param hotUpdates of them, those that changed no index
record TableSize(
    long bytes, long heapBytes, long live, long dead, long vacuums, long updates, long hotUpdates) {
  /// The size of a table that does not exist.
  static final TableSize NONE = new TableSize(0, 0, 0, 0, 0, 0, 0);

  private static final String SIZES =
      """
      select relname
           , pg_total_relation_size(relid)
           , pg_table_size(relid)
           , n_live_tup
           , n_dead_tup
           , autovacuum_count
           , n_tup_upd
           , n_tup_hot_upd
        from pg_stat_user_tables
       where schemaname = 'public'
      """;

  /// The tables by their names.
  static Map<String, TableSize> read(SyncWorld world) throws SQLException {
    Map<String, TableSize> sizes = new TreeMap<>();
    try (Connection connection = world.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SIZES)) {
      while (rows.next()) {
        sizes.put(
            rows.getString(1),
            new TableSize(
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getLong(6),
                rows.getLong(7),
                rows.getLong(8)));
      }
    }
    return sizes;
  }
}
