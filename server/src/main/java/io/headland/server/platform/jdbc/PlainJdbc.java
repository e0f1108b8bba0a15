package io.headland.server.platform.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Statements over plain JDBC, for the few that come with nearly every request: there Jdbi's work
/// around a statement costs the server more than the statement itself, as `bench` shows.
public final class PlainJdbc {
  private final DataSource dataSource;

  public PlainJdbc(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// What is done on one connection, where each statement stands alone.
  @FunctionalInterface
  public interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  /// Makes something of the row on which a result stands.
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public <R> R with(Work<R> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      // Without the statement's values: they are what people entrust to us, and this ends in a log.
      throw new IllegalStateException("A statement failed", e);
    }
  }

  /// Every row of a result.
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
