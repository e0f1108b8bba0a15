package io.headland.server.platform.postgres;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.HeadlandConfig.DataConfig;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.files.DataFolder;
import io.headland.server.platform.jdbc.ConnectionPlan;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The database for the duration of one operator command, whether or not a server is running: that
/// of the URL, or the embedded one, which is used if a server has started it and started otherwise.
public final class DatabaseAccess implements AutoCloseable {
  private static final int CONNECTIONS = 2;

  private final Database database;
  private final Runnable afterwards;

  private DatabaseAccess(Database database, Runnable afterwards) {
    this.database = database;
    this.afterwards = afterwards;
  }

  /// Opens the database and migrates its schema.
  public static DatabaseAccess open(
      DataConfig data, DatabaseConfig config, RandomGenerator random) {
    if (!config.isEmbedded()) {
      JdbcTarget target = JdbcTarget.of(config);
      return open(target, ConnectionPlan.probe(target, config.limits()), config, () -> {});
    }
    Optional<DataFolder> folder = DataFolder.tryClaim(data.dir());
    if (folder.isEmpty()) {
      JdbcTarget running =
          EmbeddedPostgres.findRunning(data.dir())
              .orElseThrow(
                  () ->
                      new StartupException(
                          "The server that has the data folder %s is starting or stopping: try again later."
                              .formatted(data.dir())));
      return open(running, ConnectionPlan.direct(running, config.limits()), config, () -> {});
    }
    return startEmbedded(folder.get(), config, random);
  }

  public Database database() {
    return database;
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      afterwards.run();
    }
  }

  private static DatabaseAccess startEmbedded(
      DataFolder folder, DatabaseConfig config, RandomGenerator random) {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random);
      Runnable stop =
          () -> {
            try {
              postgres.close();
            } finally {
              folder.close();
            }
          };
      return open(
          postgres.target(),
          ConnectionPlan.embedded(postgres.target(), postgres.dataDirectory(), config.limits()),
          config,
          stop);
    } catch (RuntimeException e) {
      folder.close(); // the folder must not remain claimed after any failure
      throw e;
    }
  }

  private static DatabaseAccess open(
      JdbcTarget target, ConnectionPlan plan, DatabaseConfig config, Runnable afterwards) {
    Database database = Database.open(target, plan, CONNECTIONS, config.connectionTimeout());
    try {
      database.migrate();
      return new DatabaseAccess(database, afterwards);
    } catch (RuntimeException e) {
      database.close(); // and the started database is stopped
      afterwards.run();
      throw e;
    }
  }
}
