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

/// The points of a Parquet file. The result is streamed: rows are read when they are requested.
public final class StoredPoints implements PointSource {
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
    try {
      Statement statement = connection.createStatement();
      String source = PointColumns.from(connection, List.of(file));
      return new StoredPoints(
          connection, statement, statement.executeQuery("select * from " + source));
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
