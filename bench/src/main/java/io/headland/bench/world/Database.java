package io.headland.bench.world;

import io.headland.server.persistence.DataFolder;
import io.headland.server.persistence.EmbeddedPostgres;
import io.headland.server.persistence.JdbcTarget;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The PostgreSQL that is measured on: the one that Headland brings, with the settings that it
/// gives it, so that the limit and the server meet the same database.
public final class Database implements AutoCloseable {
  private final DataFolder folder;
  private final EmbeddedPostgres postgres;

  private Database(DataFolder folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  public static Database start(Path dir) {
    DataFolder folder = DataFolder.claim(dir);
    try {
      return new Database(folder, EmbeddedPostgres.start(folder, new SecureRandom()));
    } catch (RuntimeException e) {
      folder.close(); // whatever failed, the folder must not stay claimed
      throw e;
    }
  }

  public JdbcTarget target() {
    return postgres.target();
  }

  public int port() {
    return URI.create(target().url().substring("jdbc:".length())).getPort();
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        target().url(), target().user(), target().password().reveal());
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } finally {
      folder.close();
    }
  }
}
