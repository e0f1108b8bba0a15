package io.headland.server.core.field;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads columns that growers, farms and fields have alike.
final class FieldDataColumns {
  private FieldDataColumns() {}

  /// An array of ids; nothing and an empty one are the same.
  static <T> List<T> ids(ResultSet row, String column, Class<T> type) throws SQLException {
    Array array = row.getArray(column);
    return array == null
        ? List.of()
        : Arrays.stream((Object[]) array.getArray()).<T>map(type::cast).toList();
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Long numberIfAny(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : Long.valueOf(number);
  }
}
