package io.headland.server.persistence;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// Brings the tables of a database up to this program's version.
///
/// Flyway takes an advisory lock, so of several nodes that start at once one migrates and the
/// others wait for it.
final class Migrations {
  private static final String LOCATION = "classpath:db/migration";

  private Migrations() {}

  /// Over connections of its own: the pool's time limits would cut a long migration short.
  static void run(JdbcTarget target) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(
            target.url(), blankToNull(target.user()), blankToNull(target.password().reveal()))
        .jdbcProperties(Map.of("ApplicationName", "headland", "connectTimeout", "5"))
        .locations(LOCATION)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .loggers("slf4j")
        .load()
        .migrate();
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
