package io.headland.server.core.field;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the common columns of growers, farms and fields.
final class FieldDataColumns {
  private FieldDataColumns() {}

  /// An array of ids; null and an empty array are equal.
  static <T> List<T> ids(ResultSet row, String column, Class<T> type) throws SQLException {
    Array array = row.getArray(column);
    return array == null
        ? List.of()
        : Arrays.stream((Object[]) array.getArray()).<T>map(type::cast).toList();
  }

  static @Nullable Long numberIfAny(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : Long.valueOf(number);
  }
}
