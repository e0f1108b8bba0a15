package io.headland.server.core.explain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads columns that may be empty.
final class FactColumns {
  private FactColumns() {}

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /// The time in a column that is never empty.
  static Instant givenInstant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static <T> @Nullable T word(ResultSet row, String column, Function<String, T> parse)
      throws SQLException {
    String text = row.getString(column);
    return text == null ? null : parse.apply(text);
  }
}
