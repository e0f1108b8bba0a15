package io.headland.server.platform.jdbc;

import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.config.StartupException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Migrates the schema of a database to this program's version.
///
/// Flyway takes an advisory lock, so of several nodes that start concurrently one migrates and the
/// others wait.
final class Migrations {
  private static final String FOLDER = "db/migration";

  private Migrations() {}

  static boolean areDone(Jdbi jdbi) {
    return AppliedMigrations.areComplete(jdbi, FOLDER);
  }

  static void run(JdbcTarget target) {
    run(target, ConnectionPlan.direct(target, DatabaseLimits.defaults()));
  }

  static void run(JdbcTarget target, ConnectionPlan plan) {
    try {
      flyway(target, plan).migrate();
    } catch (FlywayException e) {
      throw new StartupException(sentence(target, e), e);
    }
  }

  /// With separate connections, because the pool's time limits would abort a long migration. The
  /// lock belongs to a transaction, so that it also works behind a pooler in transaction mode.
  private static Flyway flyway(JdbcTarget target, ConnectionPlan plan) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(
            target.url(), blankToNull(target.user()), blankToNull(target.password().reveal()))
        .jdbcProperties(plan.migrationProperties())
        .configuration(Map.of("flyway.postgresql.transactional.lock", "true"))
        .locations("classpath:" + FOLDER)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .loggers("slf4j")
        .load();
  }

  private static String sentence(JdbcTarget target, FlywayException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what =
        DatabaseOutage.isCauseOf(failure)
            ? "is not reachable"
            : "cannot be migrated to this version";
    return "The database at %s %s: %s".formatted(target.url(), what, root.getMessage());
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
