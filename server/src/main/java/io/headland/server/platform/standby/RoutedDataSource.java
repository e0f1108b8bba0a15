package io.headland.server.platform.standby;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// Connections to the primary, except in a request that reads from the standby. Other threads,
/// which such a request may start, use the primary.
final class RoutedDataSource implements DataSource {
  static final ScopedValue<StandbyUse> STANDBY = ScopedValue.newInstance();

  private final DataSource primary;

  RoutedDataSource(DataSource primary) {
    this.primary = primary;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return STANDBY.isBound() ? STANDBY.get().connect() : primary.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return primary.getConnection(user, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return primary.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    primary.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    primary.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return primary.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
    return primary.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return primary.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return primary.isWrapperFor(type);
  }
}
