package io.headland.bench.world;

import io.headland.bench.server.Usage;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.files.DataFolder;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The measured PostgreSQL: the embedded one of Headland, with its settings, so that reference and
/// server use the same database.
public final class Database implements AutoCloseable {
  private final Path dir;
  private final DataFolder folder;
  private volatile EmbeddedPostgres postgres;

  private Database(Path dir, DataFolder folder, EmbeddedPostgres postgres) {
    this.dir = dir;
    this.folder = folder;
    this.postgres = postgres;
  }

  public static Database start(Path dir) {
    DataFolder folder = DataFolder.claim(dir);
    try {
      return new Database(dir, folder, EmbeddedPostgres.start(folder, new SecureRandom()));
    } catch (RuntimeException e) {
      folder.close(); // the folder must not remain locked after any failure
      throw e;
    }
  }

  public JdbcTarget target() {
    return postgres.target();
  }

  /// The same database at another port of this machine.
  public JdbcTarget targetAt(int port) {
    JdbcTarget direct = target();
    String url = direct.url().replace(":" + port() + "/", ":" + port + "/");
    return new JdbcTarget(url, direct.user(), direct.password());
  }

  public int port() {
    return URI.create(target().url().substring("jdbc:".length())).getPort();
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        target().url(), target().user(), target().password().reveal());
  }

  /// The log file of PostgreSQL.
  public Path log() {
    return dir.resolve("postgres.log");
  }

  /// The CPU time of PostgreSQL's processes so far.
  public Duration cpu() throws IOException {
    return Usage.cpuWithChildren(
        postmaster().orElseThrow(() -> new IOException("PostgreSQL does not run")));
  }

  /// SIGKILL of the postmaster; the other processes end when they detect it.
  public void kill() throws IOException {
    postmaster().ifPresent(ProcessHandle::destroyForcibly);
  }

  /// Starts PostgreSQL again, on the same port, when it has ended.
  ///
  /// @return whether it runs
  public boolean restartIfEnded() throws IOException {
    if (postmaster().isPresent()) {
      return true;
    }
    try (var _ = new ServerSocket(port(), 1, InetAddress.getLoopbackAddress())) {
      // The port is free. On another port the servers would not find it.
    } catch (IOException _) {
      return false;
    }
    try {
      postgres = EmbeddedPostgres.start(folder, new SecureRandom());
      return true;
    } catch (StartupException _) {
      return false; // processes of the previous one still run, or the disk is full
    }
  }

  private Optional<ProcessHandle> postmaster() throws IOException {
    try {
      String pid = Files.readAllLines(dir.resolve("postgres/postmaster.pid")).getFirst().strip();
      return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    } catch (NoSuchFileException | NoSuchElementException | NumberFormatException _) {
      return Optional.empty(); // stopped, or about to write the file
    }
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
