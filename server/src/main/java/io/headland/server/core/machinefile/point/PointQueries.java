package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.PointProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Several queries over the points of one file on one connection. Which values the points have is
/// read once, from the metadata of the file. Used by one thread at a time. Close it to release the
/// file.
public final class PointQueries implements AutoCloseable {
  private final Connection connection;
  private final PointColumns.Content content;
  private final String source;

  private PointQueries(Connection connection, PointColumns.Content content, String source) {
    this.connection = connection;
    this.content = content;
    this.source = source;
  }

  static PointQueries open(DuckDBConnection database, Path points) throws IOException {
    try {
      Connection connection = database.duplicate();
      try {
        PointColumns.Content content = PointColumns.content(connection, points);
        return new PointQueries(connection, content, PointColumns.from(points, content));
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException("The points could not be read", e);
    }
  }

  /// The number of points.
  public long points() {
    return content.rows();
  }

  /// The number of points that have a property.
  public long points(PointProperty property) {
    return content.values().getOrDefault(property.leafName(), 0L);
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
