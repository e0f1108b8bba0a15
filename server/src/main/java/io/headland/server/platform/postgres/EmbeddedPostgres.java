package io.headland.server.platform.postgres;

import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.files.DataFolder;
import io.headland.server.platform.files.FileTree;
import io.headland.server.platform.files.OwnerOnly;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An embedded PostgreSQL: its data is in the data folder, it listens only on the loopback address,
/// and its password is readable only by the folder's owner.
///
/// When the server was killed its database continues to run; the next start finds and uses it.
/// After a crash of the machine, PostgreSQL recovers automatically. The PostgreSQL of another data
/// folder, of which this one is a copy, is neither used nor stopped.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final long LARGE_LOG = 10_000_000;

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("log_checkpoints", "off"),
          // Many short statements: JIT compilation is not worthwhile, and worker processes only use
          // memory.
          Map.entry("jit", "off"),
          Map.entry("io_method", "sync"));

  private final Path postgresDir;
  private final Path log;
  private final PostgresPrograms programs;
  private final Map<String, String> settings;
  private PostgresLogin login;
  private String dataDirectory;

  private EmbeddedPostgres(Path dataDir, PostgresLogin login, Map<String, String> extraSettings)
      throws IOException {
    this.postgresDir = dataDir.resolve("postgres");
    this.log = dataDir.resolve("postgres.log");
    this.dataDirectory = postgresDir.toString();
    this.programs = new PostgresPrograms(PostgresBinaries.unpacked(), dataDir);
    this.login = login;
    this.settings = new HashMap<>(SETTINGS);
    this.settings.putAll(extraSettings);
  }

  /// Starts the database of a data folder, or uses it if it is still running.
  ///
  /// @param random generates the password of a new database
  /// @throws StartupException with the reason, when it cannot run here
  public static EmbeddedPostgres start(DataFolder folder, RandomGenerator random) {
    return start(folder.dir(), random, Map.of());
  }

  /// Starts the database of a folder.
  ///
  /// @param settings added to the default ones, or overriding them
  public static EmbeddedPostgres start(
      Path dataDir, RandomGenerator random, Map<String, String> settings) {
    try {
      var postgres = new EmbeddedPostgres(dataDir, loginOf(dataDir, random), settings);
      postgres.create(dataDir);
      postgres.joinOrStart(dataDir);
      return postgres;
    } catch (IOException e) {
      throw new StartupException(
          "The embedded PostgreSQL in %s cannot be used: %s.".formatted(dataDir, e.toString()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("Interrupted while the embedded PostgreSQL was starting.", e);
    }
  }

  /// The address of the database of a data folder, when another process has started it.
  public static Optional<JdbcTarget> findRunning(Path dataDir) {
    try {
      Optional<PostmasterFile> running =
          PostmasterFile.find(dataDir.resolve("postgres"))
              .filter(file -> file.isReady() && file.process().isPresent());
      Optional<PostgresLogin> login = PostgresLogin.find(dataDir);
      if (running.isEmpty() || login.isEmpty()) {
        return Optional.empty();
      }
      JdbcTarget target = login.get().withPort(running.get().port()).target();
      return ClusterProof.holds(target, running.get().postgresDir())
          ? Optional.of(target)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JdbcTarget target() {
    return login.target();
  }

  /// The value of `data_directory`, by which a connection can check that it reached this
  /// PostgreSQL.
  String dataDirectory() {
    return dataDirectory;
  }

  /// Whether the PostgreSQL of this folder is running. It may be starting or recovering from a
  /// crash.
  boolean isRunning() throws IOException {
    return PostmasterFile.find(postgresDir).flatMap(PostmasterFile::process).isPresent();
  }

  /// Stops the database cleanly. Close the pool first: open transactions are ended.
  @Override
  public void close() {
    try {
      if (isRunning()) {
        programs.stop(postgresDir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      LOG.warn("Interrupted while the embedded PostgreSQL was stopping; its shutdown continues");
    }
  }

  /// Starts again after it ended, on the same port.
  ///
  /// @throws StartupException with the reason, when it does not start
  public void restart() throws IOException, InterruptedException {
    // PostgreSQL would regard any process with the same number as its predecessor.
    PostmasterFile.remove(postgresDir);
    launch();
  }

  /// Creates the folder under another name first, so that after a crash it is complete or absent.
  private void create(Path dataDir) throws IOException, InterruptedException {
    if (Files.exists(postgresDir)) {
      return;
    }
    Path draft = dataDir.resolve("postgres.new");
    Path password = dataDir.resolve("postgres.password");
    FileTree.delete(draft);
    try {
      OwnerOnly.write(password, login.password().reveal());
      programs.initdb(draft, password);
    } finally {
      Files.deleteIfExists(password);
    }
    Files.move(draft, postgresDir, StandardCopyOption.ATOMIC_MOVE);
  }

  private void joinOrStart(Path dataDir) throws IOException, InterruptedException {
    Optional<PostmasterFile> file = PostmasterFile.find(postgresDir);
    Optional<ProcessHandle> running = file.flatMap(PostmasterFile::process);
    if (running.isPresent() && file.get().isReady()) {
      PostgresLogin found = login.withPort(file.get().port());
      if (ClusterProof.holds(found.target(), postgresDir)) {
        LOG.info("Using the embedded PostgreSQL that an earlier server left running");
        login = found;
        dataDirectory = file.get().dataDirectory();
        return;
      }
      LOG.warn("{} refers to a PostgreSQL that serves another data folder", postgresDir);
    } else if (running.isPresent()) {
      // It was interrupted while starting or stopping: in both cases a clean stop ends it.
      programs.stop(postgresDir);
    }
    PostmasterFile.remove(postgresDir);
    if (!isFree(login.port())) {
      login = login.withPort(freePort());
      login.save(dataDir);
    }
    launch();
  }

  private void launch() throws IOException, InterruptedException {
    if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
      Files.delete(log);
    }
    settings.put("port", Integer.toString(login.port()));
    programs.start(postgresDir, log, settings, this::isReady);
    dataDirectory =
        PostmasterFile.find(postgresDir).map(PostmasterFile::dataDirectory).orElse(dataDirectory);
  }

  private boolean isReady() {
    try {
      return PostmasterFile.find(postgresDir)
          .filter(file -> file.isReady() && file.process().isPresent())
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostgresLogin loginOf(Path dataDir, RandomGenerator random) throws IOException {
    Optional<PostgresLogin> stored = PostgresLogin.find(dataDir);
    if (stored.isPresent()) {
      return stored.get();
    }
    PostgresLogin fresh = PostgresLogin.generate(freePort(), random);
    fresh.save(dataDir);
    return fresh;
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
