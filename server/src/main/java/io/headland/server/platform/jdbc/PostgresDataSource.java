package io.headland.server.platform.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Connections to one PostgreSQL by its driver. `java.sql.DriverManager` would initialize all
/// drivers of the class path with the first connection, and that of DuckDB loads Java Flight
/// Recorder, which takes a tenth of the start time.
public final class PostgresDataSource implements DataSource {
  private static final Driver DRIVER = new Driver();

  private final String url;
  private final Properties properties;
  private int loginTimeout;

  /// A source without connections.
  ///
  /// @param properties of the driver, with the login
  public PostgresDataSource(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  /// Connects once.
  ///
  /// @throws SQLException also when the URL is not one of the driver
  public static Connection connect(String url, Properties properties) throws SQLException {
    @Nullable Connection connection = DRIVER.connect(url, properties);
    if (connection == null) {
      throw new SQLException("No suitable driver found for " + url, "08001");
    }
    return connection;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var copy = new Properties();
    if (loginTimeout > 0) {
      PGProperty.LOGIN_TIMEOUT.set(copy, loginTimeout);
    }
    copy.putAll(properties);
    return connect(url, copy);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    var login = new Properties();
    login.putAll(properties);
    PGProperty.USER.set(login, user);
    PGProperty.PASSWORD.set(login, password);
    return connect(url, login);
  }

  /// The longest time to establish a connection in seconds, unless the URL or the properties state
  /// one; 0 for none.
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The driver logs to its logger.
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return DRIVER.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (isWrapperFor(type)) {
      return type.cast(this);
    }
    throw new SQLException("Not a wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
