package io.headland.server.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.jdbc.ConnectionPlan;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.OutageKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  @TempDir Path folder;

  @Test
  void keepsItsDataAndItsPortOverARestart() {
    JdbcTarget before;
    try (var postgres = start()) {
      before = postgres.target();
      execute(before, "create table kept (id int)");
    }
    try (var postgres = start()) {
      assertThat(postgres.target()).isEqualTo(before);
      assertThat(count(before, "kept")).isZero();
    }
  }

  @Test
  void isDurableAndInUtf8() {
    try (var postgres = start()) {
      assertThat(show(postgres.target(), "fsync")).isEqualTo("on");
      assertThat(show(postgres.target(), "synchronous_commit")).isEqualTo("on");
      assertThat(show(postgres.target(), "full_page_writes")).isEqualTo("on");
      assertThat(show(postgres.target(), "server_encoding")).isEqualTo("UTF8");
      assertThat(show(postgres.target(), "listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void rejectsAConnectionWithoutThePassword() throws IOException {
    try (var postgres = start()) {
      String url = postgres.target().url();
      assertThatThrownBy(() -> show(url, "headland", "wrong")).hasMessageContaining("password");
      assertThatThrownBy(() -> show(url, "postgres", "")).hasMessageContaining("password");
      Path login = folder.resolve("postgres.properties");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(login)))
          .isEqualTo("rw-------");
      assertThat(folder.resolve("postgres.password")).doesNotExist();
    }
  }

  @Test
  void isJoinedWhenItOutlivedItsServer() {
    EmbeddedPostgres orphan = start();
    try (var joined = start()) {
      assertThat(joined.target()).isEqualTo(orphan.target());
      assertThat(show(joined.target(), "fsync")).isEqualTo("on");
    }
    assertThat(EmbeddedPostgres.findRunning(folder)).isEmpty();
  }

  @Test
  void recoversWhenItWasKilledItself() throws IOException {
    EmbeddedPostgres killed = start();
    execute(killed.target(), "create table kept as select 1 as id");
    ProcessHandle process =
        PostmasterFile.find(folder.resolve("postgres"))
            .flatMap(PostmasterFile::process)
            .orElseThrow();
    process.destroyForcibly();
    process.onExit().join();

    try (var postgres = start()) {
      assertThat(count(postgres.target(), "kept")).isEqualTo(1);
    }
  }

  @Test
  void takesAnotherPortWhenItsOwnIsTakenAndRemembersIt() throws IOException {
    JdbcTarget before;
    try (var postgres = start()) {
      before = postgres.target();
    }
    JdbcTarget moved;
    try (var _ = new ServerSocket(portOf(before), 1, InetAddress.getLoopbackAddress());
        var postgres = start()) {
      moved = postgres.target();
      assertThat(portOf(moved)).isNotEqualTo(portOf(before));
    }
    try (var postgres = start()) {
      assertThat(postgres.target()).isEqualTo(moved);
    }
  }

  @Test
  void passesOverAFileOfAProcessThatIsNotPostgres() throws IOException {
    start().close();
    String pid = Long.toString(ProcessHandle.current().pid());
    Files.write(
        folder.resolve("postgres/postmaster.pid"),
        List.of(pid, "x", "1", "1", "", "127.0.0.1", "", "ready"));

    try (var postgres = start()) {
      assertThat(show(postgres.target(), "fsync")).isEqualTo("on");
    }
  }

  @Test
  void aCopyOfItsFolderNeitherJoinsNorStopsIt() throws IOException {
    try (var original = start()) {
      Path copied = folder.resolve("copy");
      copy(folder.resolve("postgres"), copied.resolve("postgres"));
      Files.copy(folder.resolve("postgres.properties"), copied.resolve("postgres.properties"));

      assertThat(EmbeddedPostgres.findRunning(copied)).isEmpty();
      try (var copy = EmbeddedPostgres.start(copied, new Random(), Map.of())) {
        assertThat(portOf(copy.target())).isNotEqualTo(portOf(original.target()));
        assertThat(show(copy.target(), "data_directory"))
            .isEqualTo(copied.resolve("postgres").toString());
        assertThat(ClusterProof.holds(original.target(), copied.resolve("postgres"))).isFalse();
        assertThat(ClusterProof.holds(copy.target(), copied.resolve("postgres"))).isTrue();
      }
      assertThat(show(original.target(), "data_directory"))
          .isEqualTo(folder.resolve("postgres").toString());
      assertThat(EmbeddedPostgres.findRunning(folder)).contains(original.target());
    }
  }

  @Test
  void aConnectionThatReachesTheDatabaseOfAnotherFolderIsRefused() throws IOException {
    JdbcTarget target;
    ConnectionPlan plan;
    try (var original = start()) {
      target = original.target();
      plan =
          ConnectionPlan.embedded(
              original.target(), original.dataDirectory(), DatabaseLimits.defaults());
      try (var pool = Database.open(target, plan, 1, Duration.ofSeconds(10))) {
        pool.jdbi().useHandle(handle -> handle.execute("select 1"));
      }
    }
    // A copy takes the port: the login is the same.
    Path copied = folder.resolve("copy");
    copy(folder.resolve("postgres"), copied.resolve("postgres"));
    Files.copy(folder.resolve("postgres.properties"), copied.resolve("postgres.properties"));
    try (var copy = EmbeddedPostgres.start(copied, new Random(), Map.of());
        var pool = Database.open(target, plan, 1, Duration.ofSeconds(1))) {
      assertThat(copy.target()).isEqualTo(target);
      assertThatThrownBy(() -> pool.jdbi().useHandle(handle -> handle.execute("select 1")))
          .satisfies(
              failure ->
                  assertThat(DatabaseOutage.find(failure))
                      .contains(new DatabaseOutage(OutageKind.CONNECTION, "08004")));
    }
  }

  @Test
  void startsOverAfterACrashInTheMiddleOfMakingItsFolder() throws IOException {
    Files.createDirectories(folder.resolve("postgres.new/base"));

    try (var postgres = start()) {
      assertThat(show(postgres.target(), "fsync")).isEqualTo("on");
    }
  }

  @Test
  void saysWhyItDoesNotStart() throws IOException {
    start().close();
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "9\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(io.headland.server.platform.config.StartupException.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("postgres.log");
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder, new Random(), Map.of());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static int portOf(JdbcTarget target) {
    return java.net.URI.create(target.url().substring("jdbc:".length())).getPort();
  }

  private static String show(JdbcTarget target, String setting) {
    return Jdbi.create(target.url(), target.user(), target.password().reveal())
        .withHandle(handle -> handle.createQuery("show " + setting).mapTo(String.class).one());
  }

  private static void show(String url, String user, String password) {
    Jdbi.create(url, user, password).useHandle(handle -> handle.execute("select 1"));
  }

  private static int count(JdbcTarget target, String table) {
    return Jdbi.create(target.url(), target.user(), target.password().reveal())
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(int.class).one());
  }

  private static void execute(JdbcTarget target, String statement) {
    Jdbi.create(target.url(), target.user(), target.password().reveal())
        .useHandle(handle -> handle.execute(statement));
  }
}
