package io.headland.server.platform.standby;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The standby's connections of one request, used by its thread.
final class StandbyUse {
  private final DataSource pool;
  private boolean connected;

  StandbyUse(DataSource pool) {
    this.pool = pool;
  }

  Connection connect() throws SQLException {
    connected = true;
    return pool.getConnection();
  }

  /// Whether the request has used the standby, so that its result may differ on the primary.
  boolean hasConnected() {
    return connected;
  }
}
