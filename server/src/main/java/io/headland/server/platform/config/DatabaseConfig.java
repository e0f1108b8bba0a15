package io.headland.server.platform.config;

import java.time.Duration;

/// The database.
///
/// @param url JDBC URL of a PostgreSQL; blank for the embedded one
/// @param poolSize largest number of open connections
/// @param connectionTimeout how long a request waits for a connection before it is answered 503
public record DatabaseConfig(
    String url,
    String user,
    Secret password,
    int poolSize,
    Duration connectionTimeout,
    DatabaseLimits limits) {

  /// With the default time limits.
  public DatabaseConfig(
      String url, String user, Secret password, int poolSize, Duration connectionTimeout) {
    this(url, user, password, poolSize, connectionTimeout, DatabaseLimits.defaults());
  }

  public boolean isEmbedded() {
    return url.isBlank();
  }
}
