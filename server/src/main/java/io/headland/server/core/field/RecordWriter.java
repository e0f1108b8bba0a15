package io.headland.server.core.field;

import io.headland.server.provider.FieldDataRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Reads and writes the rows of one kind of record, for the comparison of a page with them.
///
/// @param <R> the values of a row that come from the provider, and the status of a field
interface RecordWriter<R> {
  /// A row as it is stored.
  record Stored<R>(R row, boolean missing, boolean removed) {}

  /// The row of a record that is not stored yet.
  R added(FieldDataRecord record, StoringRules rules);

  /// The row of a record that is stored.
  ///
  /// @param record null if its values could not be read: they do not change stored ones
  R changed(R stored, @Nullable FieldDataRecord record, StoringRules rules);

  /// The stored rows by the ids of the provider. They are read by single lookups through the key:
  /// without statistics for a new organization, the planner would otherwise read all of its rows
  /// for each page.
  Map<String, Stored<R>> find(Handle handle, OrganizationKey organization, String[] ids);

  /// Inserts those of the rows that are not stored, and their events, with one statement.
  ///
  /// @param rows by the ids of the provider
  /// @return the ids of the inserted rows
  Set<String> insert(Handle handle, OrganizationKey organization, Map<String, R> rows, Instant now);

  /// Updates rows by the ids of the provider, which are no longer missing or removed.
  void update(Handle handle, OrganizationKey organization, Map<String, R> rows, Instant now);

  /// Reads a row from a result.
  @FunctionalInterface
  interface RowReader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /// Executes a query whose columns are `id`, `missing`, `removed` and those of the row.
  static <R> Map<String, Stored<R>> find(
      Handle handle, String sql, OrganizationKey organization, String[] ids, RowReader<R> reader) {
    Map<String, Stored<R>> found = new HashMap<>();
    handle
        .createQuery(sql)
        .bindMethods(organization)
        .bind("ids", ids)
        .map(
            (row, _) ->
                found.put(
                    row.getString("id"),
                    new Stored<>(
                        reader.read(row), row.getBoolean("missing"), row.getBoolean("removed"))))
        .list();
    return found;
  }

  /// Updates rows one by one, with one batch of statements: a join with the page, as in [#find],
  /// would read all rows of a new organization.
  ///
  /// @param sql with the parameters of the organization, `id` and `now`
  /// @param values binds the other parameters
  static <R> void update(
      Handle handle,
      String sql,
      OrganizationKey organization,
      Map<String, R> rows,
      Instant now,
      BiConsumer<PreparedBatch, R> values) {
    PreparedBatch batch = handle.prepareBatch(sql);
    rows.forEach(
        (id, row) -> {
          batch.bindMethods(organization).bind("id", id).bind("now", now);
          values.accept(batch, row);
          batch.add();
        });
    batch.execute();
  }

  /// The parameters of an array in the order of the rows.
  static <R> String[] column(Collection<R> rows, Function<R, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  static String[] ids(Map<String, ?> rows) {
    return rows.keySet().toArray(String[]::new);
  }
}
