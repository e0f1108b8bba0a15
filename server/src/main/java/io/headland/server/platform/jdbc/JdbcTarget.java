package io.headland.server.platform.jdbc;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.Secret;

/// One PostgreSQL database and how to log in to it. A blank user or password is left to the URL.
public record JdbcTarget(String url, String user, Secret password) {

  public static JdbcTarget of(DatabaseConfig config) {
    return new JdbcTarget(config.url(), config.user(), config.password());
  }
}
