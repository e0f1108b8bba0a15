package io.headland.server.platform.config;

import java.time.Duration;

/// The database.
///
/// @param url JDBC URL of a PostgreSQL; blank for the embedded one
/// @param poolSize largest number of open connections
/// @param connectionTimeout how long a request waits for a connection before the response is 503
/// @param standby for reads, if there is one
public record DatabaseConfig(
    String url,
    String user,
    Secret password,
    int poolSize,
    Duration connectionTimeout,
    DatabaseLimits limits,
    StandbyConfig standby) {

  /// With the default time limits and without a standby.
  public DatabaseConfig(
      String url, String user, Secret password, int poolSize, Duration connectionTimeout) {
    this(
        url,
        user,
        password,
        poolSize,
        connectionTimeout,
        DatabaseLimits.defaults(),
        StandbyConfig.NONE);
  }

  public boolean isEmbedded() {
    return url.isBlank();
  }

  /// A standby for reads that tolerate a lag.
  ///
  /// @param url JDBC URL; blank for none
  /// @param user blank for that of the primary, like the password
  public record StandbyConfig(String url, String user, Secret password) {
    public static final StandbyConfig NONE = new StandbyConfig("", "", Secret.of(""));

    public boolean isConfigured() {
      return !url.isBlank();
    }
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
