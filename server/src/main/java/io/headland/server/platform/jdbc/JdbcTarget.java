package io.headland.server.platform.jdbc;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.DatabaseConfig.StandbyConfig;
import io.headland.server.platform.config.Secret;

/// A PostgreSQL database with its login. A blank user or password is taken from the URL.
public record JdbcTarget(String url, String user, Secret password) {

  public static JdbcTarget of(DatabaseConfig config) {
    return new JdbcTarget(config.url(), config.user(), config.password());
  }

  /// The standby, with the login of the primary unless it has its own.
  public static JdbcTarget ofStandby(DatabaseConfig config) {
    StandbyConfig standby = config.standby();
    return new JdbcTarget(
        standby.url(),
        standby.user().isBlank() ? config.user() : standby.user(),
        standby.password().isBlank() ? config.password() : standby.password());
  }
}
