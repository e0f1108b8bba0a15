package io.headland.server.platform.standby;

import io.headland.server.platform.jdbc.PostgresDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection for checks, which does not wait for one of a pool. It is opened when it is needed,
/// and again after a failure.
final class CheckConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CheckConnection.class);

  /// Reads use the primary after a second in any case.
  private static final String LONGEST_WAIT_SECONDS = "2";

  private final String url;
  private final Properties properties;
  private @Nullable Connection open;

  /// @param properties of the driver
  CheckConnection(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
    properties.setProperty("socketTimeout", LONGEST_WAIT_SECONDS);
    properties.setProperty("connectTimeout", LONGEST_WAIT_SECONDS);
    properties.setProperty("ApplicationName", "headland-standby-check");
  }

  /// Reads the row of a result.
  @FunctionalInterface
  interface RowReader<T> {
    /// Reads the current row.
    ///
    /// @param process the number of the server process that the server sent at the login
    T read(ResultSet row, int process) throws SQLException;
  }

  /// The only row of a query.
  <T> T query(String sql, RowReader<T> reader) throws SQLException {
    try {
      Connection connection = connection();
      int process = connection.unwrap(PGConnection.class).getBackendPID();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return reader.read(row, process);
      }
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    Connection connection = open;
    if (connection == null) {
      connection = PostgresDataSource.connect(url, properties);
      open = connection;
    }
    return connection;
  }

  @Override
  public void close() {
    Connection connection = open;
    open = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It has already failed, or is not used any more.
        log.debug("A connection for checks could not be closed", e);
      }
    }
  }
}
