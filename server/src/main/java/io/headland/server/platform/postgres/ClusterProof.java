package io.headland.server.platform.postgres;

import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.PostgresDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// Verifies that the PostgreSQL at an address serves a given data folder: it reads by SQL a file
/// that was just written into that folder. Other properties, including the system identifier and
/// the password, are the same in a copy of the folder.
final class ClusterProof {
  /// undefined_file
  private static final String NO_FILE = "58P01";

  private ClusterProof() {}

  /// Whether the PostgreSQL at an address serves the folder.
  ///
  /// @throws StartupException when it cannot be determined
  static boolean holds(JdbcTarget target, Path postgresDir) throws IOException {
    Path file = Files.createTempFile(postgresDir, "headland-", ".proof");
    try (Connection connection = PostgresDataSource.connect(target.url(), login(target));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select pg_read_file('%s')".formatted(file.getFileName()))) {
      return row.next();
    } catch (SQLException e) {
      if (NO_FILE.equals(e.getSQLState())) {
        return false;
      }
      throw new StartupException(
          "The embedded PostgreSQL that runs in %s cannot be used: %s. Stop it, or wait until it has ended, and start again."
              .formatted(postgresDir, e.getMessage()),
          e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Properties login(JdbcTarget target) {
    var properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password().reveal());
    properties.setProperty("ApplicationName", "headland");
    properties.setProperty("loginTimeout", "20");
    properties.setProperty("socketTimeout", "20");
    return properties;
  }
}
