package io.headland.server.platform.postgres;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.HeadlandConfig.DataConfig;
import io.headland.server.platform.crypto.MasterKey;
import io.headland.server.platform.files.DataFolder;
import io.headland.server.platform.jdbc.ConnectionPlan;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The persistent resources of a server: its folder, its key, its database; opened and closed in
/// the correct order.
public final class Storage implements AutoCloseable {
  private final DataFolder folder;
  private final MasterKey masterKey;
  private final Optional<EmbeddedPostgres> embedded;
  private final Optional<PostgresSupervisor> supervisor;
  private final Database database;

  private Storage(
      DataFolder folder,
      MasterKey masterKey,
      Optional<EmbeddedPostgres> embedded,
      Optional<PostgresSupervisor> supervisor,
      Database database) {
    this.folder = folder;
    this.masterKey = masterKey;
    this.embedded = embedded;
    this.supervisor = supervisor;
    this.database = database;
  }

  /// Claims the folder, starts the embedded PostgreSQL when no other is configured, and migrates
  /// the schema.
  ///
  /// @param random generates the password of a new embedded PostgreSQL
  /// @throws io.headland.server.platform.config.StartupException with the reason, when any of them
  ///   is not available
  public static Storage open(DataConfig data, DatabaseConfig database, RandomGenerator random) {
    DataFolder folder = DataFolder.claim(data.dir());
    try {
      MasterKey masterKey = MasterKey.loadOrCreate(folder.dir());
      Optional<EmbeddedPostgres> embedded =
          database.isEmbedded()
              ? Optional.of(EmbeddedPostgres.start(folder, random))
              : Optional.empty();
      return new Storage(
          folder,
          masterKey,
          embedded,
          embedded.map(postgres -> new PostgresSupervisor(postgres, database.limits().restart())),
          openDatabase(database, embedded));
    } catch (RuntimeException e) {
      folder.close(); // the folder must not remain claimed after any failure
      throw e;
    }
  }

  public Database database() {
    return database;
  }

  /// Restarts the embedded PostgreSQL; its check is to be called until the storage is closed.
  public Optional<PostgresSupervisor> supervisor() {
    return supervisor;
  }

  public MasterKey masterKey() {
    return masterKey;
  }

  @Override
  public void close() {
    try {
      database.close();
      embedded.ifPresent(EmbeddedPostgres::close);
    } finally {
      folder.close();
    }
  }

  private static Database openDatabase(DatabaseConfig config, Optional<EmbeddedPostgres> embedded) {
    try {
      JdbcTarget target =
          embedded.map(EmbeddedPostgres::target).orElseGet(() -> JdbcTarget.of(config));
      ConnectionPlan plan =
          embedded
              .map(
                  postgres ->
                      ConnectionPlan.embedded(
                          postgres.target(), postgres.dataDirectory(), config.limits()))
              .orElseGet(() -> ConnectionPlan.probe(target, config.limits()));
      return openDatabase(target, plan, config);
    } catch (RuntimeException e) {
      // All opened resources must be closed.
      embedded.ifPresent(EmbeddedPostgres::close);
      throw e;
    }
  }

  private static Database openDatabase(
      JdbcTarget target, ConnectionPlan plan, DatabaseConfig config) {
    Database database = Database.open(target, plan, config.poolSize(), config.connectionTimeout());
    try {
      database.migrate();
      return database;
    } catch (RuntimeException e) {
      database.close(); // the schema cannot be migrated
      throw e;
    }
  }
}
