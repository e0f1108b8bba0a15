package io.headland.server.platform.postgres;

import io.headland.server.Concurrency;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// A primary and a standby with streaming replication.
public final class ReplicatedPostgres implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of("fsync", "off", "full_page_writes", "off", "max_connections", "100");

  private final EmbeddedPostgres primary;
  private final EmbeddedPostgres standby;
  private final Path primaryDir;
  private final Path standbyDir;

  private ReplicatedPostgres(
      EmbeddedPostgres primary, EmbeddedPostgres standby, Path primaryDir, Path standbyDir) {
    this.primary = primary;
    this.standby = standby;
    this.primaryDir = primaryDir;
    this.standbyDir = standbyDir;
  }

  /// With synchronous replication.
  public static ReplicatedPostgres start(Path folder) {
    var pair = startAsynchronous(folder);
    pair.replicateSynchronously();
    return pair;
  }

  /// With asynchronous replication.
  public static ReplicatedPostgres startAsynchronous(Path folder) {
    try {
      Path one = Files.createDirectory(folder.resolve("one"));
      Path two = Files.createDirectory(folder.resolve("two"));
      EmbeddedPostgres.start(one, new Random(), SETTINGS).close();
      for (Path other : List.of(two, Files.createDirectory(folder.resolve("three")))) {
        copy(one.resolve("postgres"), other.resolve("postgres"));
        Files.copy(one.resolve("postgres.properties"), other.resolve("postgres.properties"));
      }
      EmbeddedPostgres primary = EmbeddedPostgres.start(one, new Random(), SETTINGS);
      follow(two.resolve("postgres"), primary.target());
      EmbeddedPostgres standby = EmbeddedPostgres.start(two, new Random(), SETTINGS);
      return new ReplicatedPostgres(
          primary, standby, one.resolve("postgres"), two.resolve("postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void follow(Path postgresDir, JdbcTarget primary) throws IOException {
    Files.createFile(postgresDir.resolve("standby.signal"));
    Files.writeString(
        postgresDir.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s sslmode=disable'%n"
            .formatted(portOf(primary), primary.user(), primary.password().reveal()),
        StandardOpenOption.APPEND);
  }

  private void replicateSynchronously() {
    Jdbi jdbi = jdbi(primary.target());
    jdbi.useHandle(
        handle -> {
          handle.execute("alter system set synchronous_standby_names = '*'");
          handle.execute("select pg_reload_conf()");
        });
    Concurrency.await(
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from pg_stat_replication where sync_state = 'sync'")
                        .mapTo(int.class)
                        .one()
                        .equals(1)));
  }

  /// The address of whichever of the two is the primary.
  public JdbcTarget target() {
    JdbcTarget one = primary.target();
    return new JdbcTarget(
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary&sslmode=disable&gssEncMode=disable"
            .formatted(portOf(one), portOf(standby.target())),
        one.user(),
        one.password());
  }

  public JdbcTarget primaryTarget() {
    return primary.target();
  }

  public JdbcTarget standbyTarget() {
    return standby.target();
  }

  /// A further primary with the same system identifier, which has nothing that was written after
  /// the start of this pair.
  ///
  /// @param folder that the pair was started in
  public static EmbeddedPostgres startFork(Path folder) {
    return EmbeddedPostgres.start(folder.resolve("three"), new Random(), SETTINGS);
  }

  /// The processor time of the primary's processes that are running.
  public Duration primaryProcessorTime() {
    try {
      ProcessHandle postmaster =
          PostmasterFile.find(primaryDir).flatMap(PostmasterFile::process).orElseThrow();
      return Stream.concat(Stream.of(postmaster), postmaster.descendants())
          .flatMap(process -> process.info().totalCpuDuration().stream())
          .reduce(Duration.ZERO, Duration::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The only value of a query on the standby.
  public <T> T onStandby(String query, Class<T> type) {
    return jdbi(standby.target()).withHandle(handle -> handle.createQuery(query).mapTo(type).one());
  }

  /// Changes a setting of the standby.
  public void setOnStandby(String setting, String value) {
    jdbi(standby.target())
        .useHandle(
            handle -> {
              handle.execute("alter system set %s = '%s'".formatted(setting, value));
              handle.execute("select pg_reload_conf()");
            });
    Concurrency.await(
        () ->
            onStandby("select current_setting('%s')".formatted(setting), String.class)
                .equals(value));
  }

  public void pauseReplay() {
    jdbi(standby.target()).useHandle(handle -> handle.execute("select pg_wal_replay_pause()"));
    Concurrency.await(
        () -> onStandby("select pg_get_wal_replay_pause_state()", String.class).equals("paused"));
  }

  public void resumeReplay() {
    jdbi(standby.target()).useHandle(handle -> handle.execute("select pg_wal_replay_resume()"));
  }

  /// SIGKILL.
  public void killPrimary() {
    kill(primaryDir);
  }

  /// SIGKILL.
  public void killStandby() {
    kill(standbyDir);
  }

  /// Starts the standby again after it was killed, as soon as its processes have ended.
  public void restartStandby() {
    Concurrency.await(
        () -> {
          try {
            standby.restart();
            return true;
          } catch (StartupException _) {
            return false;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
  }

  private static void kill(Path postgresDir) {
    try {
      PostmasterFile.find(postgresDir)
          .flatMap(PostmasterFile::process)
          .orElseThrow()
          .destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void promoteStandby() {
    jdbi(standby.target()).useHandle(handle -> handle.execute("select pg_promote()"));
  }

  /// The ids of the Leaf users that the standby has.
  public Set<UUID> storedUsers() {
    return jdbi(standby.target())
        .withHandle(
            handle ->
                new HashSet<>(
                    handle.createQuery("select id from leaf_user").mapTo(UUID.class).list()));
  }

  private static Jdbi jdbi(JdbcTarget target) {
    return Jdbi.create(target.url(), target.user(), target.password().reveal());
  }

  private static int portOf(JdbcTarget target) {
    return URI.create(target.url().substring("jdbc:".length())).getPort();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Override
  public void close() {
    standby.close();
    primary.close();
  }
}
