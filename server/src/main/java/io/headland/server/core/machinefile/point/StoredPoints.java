package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/// The points of a Parquet file. The result is streamed: rows are read when they are requested.
public final class StoredPoints implements PointSource {
  private static final String REASON = "rejected_by";

  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;

  private StoredPoints(Connection connection, Statement statement, ResultSet rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  /// Starts to read a file.
  ///
  /// @param connection is closed with the result
  static StoredPoints open(Connection connection, Path file) throws SQLException {
    return open(connection, file, source -> "select * from " + source);
  }

  /// Starts to read the points that are rejected.
  ///
  /// @param connection is closed with the result
  /// @param reason an expression, null for points that are kept
  static StoredPoints openRejected(Connection connection, Path file, String reason)
      throws SQLException {
    return open(
        connection,
        file,
        source ->
            "select * from (select *, %s as %s from %s) where %s is not null"
                .formatted(reason, REASON, source, REASON));
  }

  private static StoredPoints open(Connection connection, Path file, UnaryOperator<String> query)
      throws SQLException {
    try {
      Statement statement = connection.createStatement();
      String source = PointColumns.from(connection, List.of(file));
      return new StoredPoints(connection, statement, statement.executeQuery(query.apply(source)));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public boolean next(PointRow row) throws IOException {
    try {
      if (!rows.next()) {
        return false;
      }
      PointTable.read(rows, row);
      return true;
    } catch (SQLException e) {
      throw new IOException("The points could not be read", e);
    }
  }

  /// The reason for which the last point was rejected.
  public String reason() throws IOException {
    try {
      return rows.getString(REASON);
    } catch (SQLException e) {
      throw new IOException("The reason of a rejected point could not be read", e);
    }
  }

  @Override
  public void close() throws IOException {
    try (connection;
        statement) {
      rows.close();
    } catch (SQLException e) {
      throw new IOException("The points could not be closed", e);
    }
  }
}
