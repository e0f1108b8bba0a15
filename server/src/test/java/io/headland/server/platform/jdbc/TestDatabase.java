package io.headland.server.platform.jdbc;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.postgres.EmbeddedPostgres;
import io.headland.server.platform.postgres.PostmasterFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/// Real PostgreSQL for tests: one server for the whole test run, a new database for each caller.
/// Its time zone is not UTC, and that of the test run is not either (the driver sets it in each
/// session), so that code which depends on the zone fails.
public final class TestDatabase {
  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabase() {}

  /// A database of its own with all tables in place; close it when done.
  public static Database create() {
    return create(4);
  }

  public static Database create(int poolSize) {
    String name = "test_" + COUNT.incrementAndGet();
    cloneTemplate(name);
    return Database.open(named(name), poolSize, Duration.ofSeconds(10));
  }

  /// A database without tables.
  public static JdbcTarget createEmpty() {
    String name = "empty_" + COUNT.incrementAndGet();
    execute("create database " + name);
    return named(name);
  }

  /// A database with an encoding that Headland does not support.
  public static JdbcTarget createEmptyInLatin1() {
    String name = "latin_" + COUNT.incrementAndGet();
    execute(
        "create database %s encoding 'LATIN1' locale_provider libc locale 'C' template template0"
            .formatted(name));
    return named(name);
  }

  /// A server of the caller's own, to be stopped and started at will; close it when done.
  public static PrivateServer startPrivateServer() {
    return new PrivateServer(startServer());
  }

  /// A PostgreSQL that one test has for itself.
  public static final class PrivateServer implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private boolean running = true;

    private PrivateServer(EmbeddedPostgres postgres) {
      this.postgres = postgres;
    }

    public JdbcTarget target() {
      return postgres.target();
    }

    public void stop() {
      postgres.close();
      running = false;
    }

    /// Starts again on the same port.
    public void start() {
      try {
        postgres.restart();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      running = true;
    }

    @Override
    public void close() {
      if (running) {
        stop();
      }
    }
  }

  private static synchronized void cloneTemplate(String name) {
    execute("create database %s template %s strategy file_copy".formatted(name, TEMPLATE));
  }

  private static void execute(String statement) {
    executeOn(Shared.INSTANCE, statement);
  }

  private static void executeOn(EmbeddedPostgres server, String statement) {
    JdbcTarget target = server.target();
    Jdbi.create(target.url(), target.user(), target.password().reveal())
        .useHandle(handle -> handle.execute(statement));
  }

  private static JdbcTarget named(String database) {
    return renamed(Shared.INSTANCE.target(), database);
  }

  private static JdbcTarget renamed(JdbcTarget target, String database) {
    return new JdbcTarget(
        target.url().replaceFirst("/[^/]*$", "/" + database),
        target.user(),
        Secret.of(target.password().reveal()));
  }

  private static EmbeddedPostgres startServer() {
    try {
      Path folder = Files.createTempDirectory("headland-test-");
      EmbeddedPostgres server =
          EmbeddedPostgres.start(
              folder,
              new Random(),
              Map.of(
                  "fsync", "off",
                  "synchronous_commit", "off",
                  "full_page_writes", "off",
                  "max_connections", "200",
                  "timezone", "America/Caracas"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(folder)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Immediate shutdown: a checkpoint of databases that are deleted is of no use. Hundreds of
  /// databases take longer to delete than Surefire waits for the end of a JVM, so that a process of
  /// its own deletes them.
  private static void discard(Path folder) {
    try {
      Optional<ProcessHandle> server =
          PostmasterFile.find(folder.resolve("postgres")).flatMap(PostmasterFile::process);
      if (server.isPresent()) {
        run("kill", "-QUIT", Long.toString(server.get().pid())).waitFor();
        // One that has ended, but whose parent has not waited for it, counts as alive.
        server.get().onExit().completeOnTimeout(server.get(), 5, TimeUnit.SECONDS).join();
      }
      run("rm", "-rf", folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process run(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static final class Shared {
    static final EmbeddedPostgres INSTANCE = startServer();

    static {
      executeOn(INSTANCE, "create database " + TEMPLATE);
      Migrations.run(renamed(INSTANCE.target(), TEMPLATE));
    }
  }
}
