package io.headland.server.platform.config;

import java.time.Duration;

/// Time limits for the database.
///
/// @param login from the start of a new connection to the end of the login
/// @param statement of the execution of a statement, after which PostgreSQL cancels it; zero for
///   the server's setting
/// @param socket longest wait for bytes from the database, after which a connection counts as lost
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
