package io.headland.server.platform.postgres;

import io.headland.server.Concurrency;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// A primary and a standby with synchronous replication.
public final class ReplicatedPostgres implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of("fsync", "off", "full_page_writes", "off", "max_connections", "100");

  private final EmbeddedPostgres primary;
  private final EmbeddedPostgres standby;
  private final Path primaryDir;

  private ReplicatedPostgres(EmbeddedPostgres primary, EmbeddedPostgres standby, Path primaryDir) {
    this.primary = primary;
    this.standby = standby;
    this.primaryDir = primaryDir;
  }

  public static ReplicatedPostgres start(Path folder) {
    try {
      Path one = Files.createDirectory(folder.resolve("one"));
      Path two = Files.createDirectory(folder.resolve("two"));
      EmbeddedPostgres.start(one, new Random(), SETTINGS).close();
      copy(one.resolve("postgres"), two.resolve("postgres"));
      Files.copy(one.resolve("postgres.properties"), two.resolve("postgres.properties"));
      EmbeddedPostgres primary = EmbeddedPostgres.start(one, new Random(), SETTINGS);
      follow(two.resolve("postgres"), primary.target());
      EmbeddedPostgres standby = EmbeddedPostgres.start(two, new Random(), SETTINGS);
      var pair = new ReplicatedPostgres(primary, standby, one.resolve("postgres"));
      pair.replicateSynchronously();
      return pair;
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

  /// SIGKILL.
  public void killPrimary() {
    try {
      PostmasterFile.find(primaryDir)
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
