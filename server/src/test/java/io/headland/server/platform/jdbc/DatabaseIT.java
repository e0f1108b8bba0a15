package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.config.StartupException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatabaseIT {
  private static final Duration SHORT = Duration.ofMillis(500);

  @Test
  void failsWhileTheDatabaseIsStoppedAndRecoversAfterItsStart() {
    try (var server = TestDatabase.startPrivateServer();
        var database = Database.open(server.target(), 4, SHORT)) {
      assertThat(selectOne(database)).isEqualTo(1);

      server.stop();
      assertThatThrownBy(() -> selectOne(database)).matches(DatabaseOutage::isCauseOf);
      assertThatThrownBy(() -> selectOne(database)).matches(DatabaseOutage::isCauseOf);

      server.start();
      // When the pool finds out is not specified.
      Concurrency.await(() -> isReachable(database));
    }
  }

  @Test
  void givesEachTestADatabaseOfItsOwnInAZoneThatIsNotUtc() {
    try (var one = TestDatabase.create();
        var other = TestDatabase.create()) {
      one.jdbi().useHandle(handle -> handle.execute("create table mine (id int)"));
      assertThat(tables(other)).doesNotContain("mine");
      assertThat(tables(one)).contains("mine");
      assertThat(show(one, "timezone")).isNotIn("UTC", "Etc/UTC", "GMT");
    }
  }

  @Test
  void theLibraryExecutesNoStatementOfItsOwnForAHandle() {
    try (var database = TestDatabase.create(1);
        var observer = TestDatabase.create()) {
      database.jdbi().useHandle(_ -> {});

      assertThat(lastStatements(observer)).noneMatch(statement -> statement.contains("lo_open"));
    }
  }

  @Test
  void severalNodesMayMigrateOneDatabaseAtOnce() throws Exception {
    JdbcTarget target = TestDatabase.createEmpty();
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> starts =
          IntStream.range(0, 4)
              .mapToObj(node -> nodes.submit(() -> Migrations.run(target)))
              .toList();
      for (Future<?> start : starts) {
        start.get();
      }
    }
    try (var database = Database.open(target, 1, Duration.ofSeconds(5))) {
      assertThat(tables(database)).contains("flyway_schema_history");
      database.migrate();
    }
  }

  @Test
  void knowsThatNothingIsToBeMigratedWithoutAskingFlyway() {
    try (var database = TestDatabase.create()) {
      assertThat(Migrations.areDone(database.jdbi())).isTrue();

      database
          .jdbi()
          .useHandle(
              handle -> handle.execute("update flyway_schema_history set checksum = checksum + 1"));
      assertThat(Migrations.areDone(database.jdbi())).isFalse();
      assertThatThrownBy(database::migrate)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("cannot be migrated to this version");
    }
    try (var empty = Database.open(TestDatabase.createEmpty(), 1, SHORT)) {
      assertThat(Migrations.areDone(empty.jdbi())).isFalse();
    }
  }

  @Test
  void aTransactionThatThrowsLeavesNothingBehind() {
    try (var database = TestDatabase.create()) {
      database.jdbi().useHandle(handle -> handle.execute("create table thing (id int)"));
      assertThatThrownBy(
              () ->
                  database.useTransaction(
                      handle -> {
                        handle.execute("insert into thing values (1)");
                        throw new IllegalStateException("stop");
                      }))
          .hasMessage("stop");
      int rows =
          database.withHandle(
              handle ->
                  handle.createQuery("select count(*) from thing").mapTo(Integer.class).one());
      assertThat(rows).isZero();
    }
  }

  @Test
  void aFailedStatementIsNoOutage() {
    try (var database = TestDatabase.create()) {
      assertThatThrownBy(
              () -> database.jdbi().useHandle(handle -> handle.execute("select * from nowhere")))
          .matches(failure -> !DatabaseOutage.isCauseOf(failure));
    }
  }

  @Test
  void aWrongAddressIsAnOutage() {
    var unreachable = new JdbcTarget("jdbc:postgresql://127.0.0.1:1/none", "x", Secret.of("y"));
    try (var database = Database.open(unreachable, 1, SHORT)) {
      assertThatThrownBy(() -> selectOne(database)).matches(DatabaseOutage::isCauseOf);
    }
  }

  @Test
  void aBackendThatIsEndedIsAnOutageAndTheNextCallWorks() {
    try (var database = TestDatabase.create(1)) {
      assertThatThrownBy(
              () ->
                  database.useTransaction(
                      handle -> handle.execute("select pg_terminate_backend(pg_backend_pid())")))
          .matches(DatabaseOutage::isCauseOf);
      assertThat(selectOne(database)).isEqualTo(1);
    }
  }

  private static int selectOne(Database database) {
    return database.withHandle(handle -> handle.createQuery("select 1").mapTo(int.class).one());
  }

  private static boolean isReachable(Database database) {
    try {
      return selectOne(database) == 1;
    } catch (RuntimeException failure) {
      if (!DatabaseOutage.isCauseOf(failure)) {
        throw failure;
      }
      return false;
    }
  }

  private static List<String> tables(Database database) {
    return database.withHandle(
        handle ->
            handle
                .createQuery("select tablename from pg_tables where schemaname = 'public'")
                .mapTo(String.class)
                .list());
  }

  private static String show(Database database, String setting) {
    return database.withHandle(
        handle -> handle.createQuery("show " + setting).mapTo(String.class).one());
  }

  /// The last statement of each connection to the PostgreSQL.
  private static List<String> lastStatements(Database observer) {
    return observer
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select query from pg_stat_activity where pid <> pg_backend_pid()")
                    .mapTo(String.class)
                    .list());
  }
}
