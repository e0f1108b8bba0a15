package io.headland.server.platform.jdbc;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/// Decides by the table of outages whether a connection remains in the pool. HikariCP's own list
/// lacks most of them: a connection to a former primary would remain, and every write on it would
/// fail.
final class OutageEviction implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return DatabaseOutage.of(failure)
        .map(outage -> outage.kind().evicts() ? Override.MUST_EVICT : Override.DO_NOT_EVICT)
        .orElse(Override.CONTINUE_EVICT);
  }
}
