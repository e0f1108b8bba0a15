package io.headland.server.platform.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.codec.Codec;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jspecify.annotations.Nullable;

/// How values of one type are stored in a column. Null stays null in both directions.
///
/// @param column the class as which the driver reads and writes the column
/// @param sqlType of a null that is bound; see [Types]
record ColumnCodec<T, C>(Class<C> column, int sqlType, Function<C, T> reader, Function<T, C> writer)
    implements Codec<T> {

  @Nullable T read(ResultSet row, int index) throws SQLException {
    C value = row.getObject(index, column);
    return value == null ? null : reader.apply(value);
  }

  @Override
  public ColumnMapper<T> getColumnMapper() {
    return (row, index, _) -> read(row, index);
  }

  @Override
  public Function<T, Argument> getArgumentFunction() {
    return value ->
        (position, statement, _) -> {
          if (value == null) {
            statement.setNull(position, sqlType);
          } else {
            statement.setObject(position, writer.apply(value));
          }
        };
  }
}
