package io.headland.server.platform.jdbc;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.postgres.PostgresPlugin;

/// Jdbi's mappings of PostgreSQL's types, without its support of large objects, which are not used:
/// it changes the configuration of each handle, and reads their functions from the catalog for each
/// new connection, which takes PostgreSQL 3 ms.
final class PostgresMappings extends PostgresPlugin {
  @Override
  public Handle customizeHandle(Handle handle) {
    return handle;
  }
}
