package io.headland.server.platform.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.PgBouncer;
import io.headland.server.platform.postgres.ReplicatedPostgres;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Addresses and users with which a standby cannot be read: the server starts, and all reads use
/// the primary.
class StandbyAddressIT {
  private static final String READER = "reader";
  private static final Secret PASSWORD = Secret.of("a password of the reader");

  @TempDir Path folder;

  private ReplicatedPostgres postgres;

  @BeforeEach
  void start() {
    postgres = ReplicatedPostgres.startAsynchronous(folder);
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  void aStandbyBehindAConnectionPoolerIsRefused() {
    try (PgBouncer pooler =
            PgBouncer.start(
                folder,
                postgres.standbyTarget(),
                "ignore_startup_parameters = extra_float_digits,options");
        ServerFixture server = StandbyIT.server(postgres.primaryTarget(), pooler.target())) {
      Concurrency.await(() -> StandbyIT.reason(server).contains("is behind a connection pooler"));

      assertAllReadsUseThePrimary(server);
    }
  }

  @Test
  void aRejectedPasswordIsReportedAndReadsUseThePrimary() {
    JdbcTarget standby = postgres.standbyTarget();
    JdbcTarget wrong = new JdbcTarget(standby.url(), standby.user(), Secret.of("wrong"));
    try (ServerFixture server = StandbyIT.server(postgres.primaryTarget(), wrong)) {
      Concurrency.await(() -> StandbyIT.reason(server).contains("is not reachable"));

      assertThat(StandbyIT.reason(server)).doesNotContain("wrong");
      assertAllReadsUseThePrimary(server);
    }
  }

  @Test
  void readsThatTheUserOfTheStandbyMayNotExecuteAreRepeatedOnThePrimary() {
    JdbcTarget primary = postgres.primaryTarget();
    Jdbi.create(primary.url(), primary.user(), primary.password().reveal())
        .useHandle(
            handle ->
                handle.execute(
                    "create role %s login password '%s'".formatted(READER, PASSWORD.reveal())));
    JdbcTarget reader = new JdbcTarget(postgres.standbyTarget().url(), READER, PASSWORD);
    Concurrency.await(
        () -> postgres.onStandby("select to_regrole('reader') is not null", Boolean.class));
    try (ServerFixture server = StandbyIT.server(primary, reader)) {
      StandbyIT.awaitInUse(server);
      String farms = farms(server.owner());

      Concurrency.await(
          () ->
              server.owner().get(farms).status() == 200 && StandbyIT.reads(server, "repeated") > 0);

      assertThat(server.owner().get(farms).total()).isEqualTo(1);
      assertThat(StandbyIT.reads(server, "standby")).isZero();
    }
  }

  private static void assertAllReadsUseThePrimary(ServerFixture server) {
    String farms = farms(server.owner());
    assertThat(server.owner().get(farms).total()).isEqualTo(1);
    assertThat(StandbyIT.reads(server, "primary")).isPositive();
    assertThat(StandbyIT.reads(server, "standby")).isZero();
    assertThat(StandbyIT.reads(server, "repeated")).isZero();
  }

  /// The path of the farms of a Leaf user with one farm.
  private static String farms(ApiClient api) {
    String user =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}")
            .id();
    String farms = "/services/fields/api/users/" + user + "/farms";
    api.post(farms, "{\"name\": \"River Bend\"}");
    return farms;
  }
}
