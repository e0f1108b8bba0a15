package io.headland.server.persistence;

import io.headland.server.config.DatabaseConfig;
import io.headland.server.config.Secret;
import java.util.regex.Pattern;

/// One PostgreSQL database and how to log in to it. A blank user or password is left to the URL.
public record JdbcTarget(String url, String user, Secret password) {

  private static final Pattern LOOPBACK =
      Pattern.compile("jdbc:postgresql://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?/[^,]*");

  public static JdbcTarget of(DatabaseConfig config) {
    return new JdbcTarget(config.url(), config.user(), config.password());
  }

  /// Whether the database is reached without a network.
  boolean isOnThisMachine() {
    return LOOPBACK.matcher(url).matches();
  }
}
