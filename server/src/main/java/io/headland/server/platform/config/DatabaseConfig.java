package io.headland.server.platform.config;

import java.time.Duration;

/// The database.
///
/// @param url JDBC URL of a PostgreSQL; blank for the embedded one
/// @param poolSize largest number of open connections
/// @param connectionTimeout how long a request waits for a connection before the response is 503
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

  /// Time limits for the database.
  ///
  /// @param login from the start of a new connection to the end of the login
  /// @param statement of the execution of a statement, after which PostgreSQL cancels it; zero for
  ///   the server's setting
  /// @param socket longest wait for bytes from the database, after which a connection counts as
  ///   lost
  /// @param restart of attempts to restart an embedded PostgreSQL, before the server exits
  public record DatabaseLimits(
      Duration login, Duration statement, Duration socket, Duration restart) {
    public static DatabaseLimits defaults() {
      return new DatabaseLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(45),
          Duration.ofMinutes(10));
    }
  }
}
