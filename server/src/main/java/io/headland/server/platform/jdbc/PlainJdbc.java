package io.headland.server.platform.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Statements with plain JDBC, for the few that are executed in nearly every request: there the
/// overhead of Jdbi is larger than the cost of the statement, as `bench` shows.
public final class PlainJdbc {
  private final DataSource dataSource;

  public PlainJdbc(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Work on one connection in autocommit mode.
  @FunctionalInterface
  public interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  /// Maps the current row of a result.
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public <R> R with(Work<R> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      // Without the statement's values, which are user data, because the message is logged.
      throw new IllegalStateException("A statement failed", e);
    }
  }

  /// All rows of a result.
  ///
  /// @param values of the parameters, in their order
  public static <T> List<T> list(
      Connection connection, String sql, RowReader<T> reader, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<T> items = new ArrayList<>();
        while (rows.next()) {
          items.add(reader.read(rows));
        }
        return items;
      }
    }
  }
}
