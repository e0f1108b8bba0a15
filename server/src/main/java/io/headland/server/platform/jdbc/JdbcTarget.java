package io.headland.server.platform.jdbc;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.Secret;

/// A PostgreSQL database with its login. A blank user or password is taken from the URL.
public record JdbcTarget(String url, String user, Secret password) {

  public static JdbcTarget of(DatabaseConfig config) {
    return new JdbcTarget(config.url(), config.user(), config.password());
  }
}
