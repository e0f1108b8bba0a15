package io.headland.server.core.machinefile.point;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Several queries over the points of one file, on one connection, which finds out once which
/// columns the file has. Used by one thread at a time. Close it to release the file.
public final class PointQueries implements AutoCloseable {
  private final Connection connection;
  private final String source;

  private PointQueries(Connection connection, String source) {
    this.connection = connection;
    this.source = source;
  }

  static PointQueries open(DuckDBConnection database, Path points) throws IOException {
    try {
      Connection connection = database.duplicate();
      try {
        return new PointQueries(connection, PointColumns.from(connection, List.of(points)));
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException("The points could not be read", e);
    }
  }

  /// A value of a row of a result.
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /// Executes a query.
  ///
  /// @param sql reads the table `points`, which has all columns
  public <T> List<T> query(String sql, RowMapper<T> mapper) throws IOException {
    List<T> result = new ArrayList<>();
    readRows(sql, row -> result.add(mapper.map(row)));
    return result;
  }

  /// A receiver of the rows of a result.
  @FunctionalInterface
  public interface RowReceiver {
    void receive(ResultSet row) throws SQLException;
  }

  /// Executes a query as [#query] and streams its rows.
  public void readRows(String sql, RowReceiver receiver) throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "with points as not materialized %s %s".formatted(source, sql))) {
      while (rows.next()) {
        receiver.receive(rows);
      }
    } catch (SQLException e) {
      throw new IOException("The points could not be aggregated", e);
    }
  }

  /// Writes the points that satisfy a condition to another file.
  void write(String condition, Path target) throws IOException {
    try {
      ParquetFile.write(
          connection, "select * from %s where %s".formatted(source, condition), target);
    } catch (SQLException e) {
      throw new IOException("The points could not be filtered", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("The points could not be closed", e);
    }
  }
}
