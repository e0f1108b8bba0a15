package io.headland.server.platform.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Reads columns of a row as ids, [java.time.Instant] or constants of an enumeration, in statements
/// of Jdbi and of [PlainJdbc].
///
/// The same codecs are registered with Jdbi, whose `mapTo` and `bind` use these types. Rows are not
/// read by its `RowView`, which costs 40 % more for each row.
public final class Columns {
  private Columns() {}

  /// The value of a column that is not null.
  public static <T> T get(ResultSet row, String column, Class<T> type) throws SQLException {
    return get(row, row.findColumn(column), type);
  }

  /// The value of a column that is not null.
  ///
  /// @param index from 1
  public static <T> T get(ResultSet row, int index, Class<T> type) throws SQLException {
    @Nullable T value = ColumnCodecs.of(type).read(row, index);
    if (value == null) {
      throw new SQLException(
          "Column %s is null".formatted(row.getMetaData().getColumnLabel(index)));
    }
    return value;
  }

  /// The value of a column that may be null.
  public static <T> @Nullable T find(ResultSet row, String column, Class<T> type)
      throws SQLException {
    return ColumnCodecs.of(type).read(row, row.findColumn(column));
  }
}
