package io.headland.server.platform.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.App;
import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.config.DatabaseConfig.StandbyConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.jdbc.JdbcTarget;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.platform.postgres.EmbeddedPostgres;
import io.headland.server.platform.postgres.ReplicatedPostgres;
import io.headland.server.platform.postgres.StallingTunnel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads from a standby of PostgreSQL, and its failures.
class StandbyIT {
  private static final String USERS = "/services/usermanagement/api/users";

  /// So many that counting them takes longer than the pause between two conflicts.
  private static final String MANY_FARMS =
      """
      insert into farm (api_owner_id, leaf_user_id, provider, provider_org_id, provider_farm_id
                      , name, provider_grower_id, created_at, updated_at)
      select api_owner_id, leaf_user_id, provider, provider_org_id, 'farm-' || n
           , name, provider_grower_id, created_at, updated_at
        from farm, generate_series(1, 50000) as n
      """;

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
  void listsAreReadFromTheStandby() {
    try (ServerFixture server = server(postgres.primaryTarget(), postgres.standbyTarget())) {
      ApiClient api = server.owner();
      String farms = farms(api);
      awaitInUse(server);

      Concurrency.await(() -> api.get(farms).total() == 0 && reads(server, "standby") >= 10);

      assertThat(
              postgres.onStandby(
                  """
                  select count(*) from pg_stat_activity
                   where application_name = 'headland' and query ~ 'farm|leaf_user'
                  """,
                  Integer.class))
          .isPositive();
      assertThat(server.anonymous().get("/metrics").body())
          .contains("headland_database_standby_in_use 1.0");
    }
  }

  @Test
  void aStandbyWhoseReplayIsPausedIsNotReadUntilItCatchesUp() {
    try (ServerFixture server = server(postgres.primaryTarget(), postgres.standbyTarget())) {
      ApiClient api = server.owner();
      String farms = farms(api);
      awaitInUse(server);
      postgres.pauseReplay();

      String id = api.post(farms, "{\"name\": \"River Bend\"}").json().path("id").asString();

      assertThat(api.get(farms + "/" + id).status()).isEqualTo(200);
      assertThat(api.get(farms).total()).isEqualTo(1);
      Concurrency.await(() -> reason(server).contains("lags behind"));
      server.jdbi().useHandle(handle -> handle.execute("update farm set name = 'As synced'"));
      assertThat(api.get(farms).texts("name")).containsExactly("As synced");

      postgres.resumeReplay();
      awaitInUse(server);
      double before = reads(server, "standby");
      Concurrency.await(
          () ->
              api.get(farms).texts("name").contains("As synced")
                  && reads(server, "standby") > before);
    }
  }

  @Test
  void aClientSeesItsWritesAtOnceOnTheNodeThatWroteAndByIdOnEachNode() {
    try (ServerFixture server = server(postgres.primaryTarget(), postgres.standbyTarget())) {
      App secondNode = server.startNode();
      ApiClient one = server.owner();
      ApiClient two = ApiClient.of(secondNode.baseUri()).as(one.token());
      String farms = farms(one);
      awaitInUse(server);
      for (int i = 1; i <= 100; i++) {
        ApiClient writer = i % 2 == 0 ? one : two;
        ApiClient other = i % 2 == 0 ? two : one;
        ApiResponse created = writer.post(farms, "{\"name\": \"Farm %d\"}".formatted(i));
        String farm = farms + "/" + created.json().path("id").asString();

        assertThat(other.get(farm).status()).isEqualTo(200);
        assertThat(writer.get(farms).total()).isEqualTo(i);
        writer.put(farm, "{\"name\": \"Renamed %d\"}".formatted(i));
        assertThat(writer.get(farm).json().path("name").stringValue()).isEqualTo("Renamed " + i);
      }
      Concurrency.await(() -> two.get(farms).total() == 100 && reads(server, "standby") > 0);
    }
  }

  @Test
  void noRequestFailsWhenTheStandbyIsKilledAndItIsReadAgainAfterItsRestart() {
    try (ServerFixture server = server(postgres.primaryTarget(), postgres.standbyTarget())) {
      ApiClient api = server.owner();
      String farms = farms(api);
      awaitInUse(server);
      Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
      try (var _ = new RepeatedReads(api, farms, statuses)) {
        Concurrency.await(() -> reads(server, "standby") > 20);
        postgres.killStandby();
        Concurrency.await(() -> reason(server).contains("is not reachable"));
        int before = statuses.size();
        Concurrency.await(() -> statuses.size() > before + 20);
        postgres.restartStandby();
        awaitInUse(server);
        double again = reads(server, "standby");
        Concurrency.await(() -> reads(server, "standby") > again + 20);
      }
      assertThat(statuses).containsOnly(200);
    }
  }

  @Test
  void noRequestFailsWhenTheConnectionsToTheStandbyStall() {
    JdbcTarget standby = postgres.standbyTarget();
    try (StallingTunnel tunnel = StallingTunnel.open(portOf(standby));
        ServerFixture server =
            server(
                postgres.primaryTarget(),
                new JdbcTarget(
                    standby.url().replace(":" + portOf(standby), ":" + tunnel.port()),
                    standby.user(),
                    standby.password()))) {
      ApiClient api = server.owner();
      String farms = farms(api);
      awaitInUse(server);
      Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
      try (var _ = new RepeatedReads(api, farms, statuses)) {
        Concurrency.await(() -> reads(server, "standby") > 20);
        tunnel.stall();
        Concurrency.await(() -> reason(server).contains("is not reachable"));
        double before = reads(server, "primary");
        Concurrency.await(() -> reads(server, "primary") > before + 20);
        tunnel.resume();
        awaitInUse(server);
      }
      assertThat(statuses).containsOnly(200);
    }
  }

  @Test
  void aPromotedStandbyIsNotReadAnyMore() {
    try (ServerFixture server = server(postgres.primaryTarget(), postgres.standbyTarget())) {
      ApiClient api = server.owner();
      String farms = farms(api);
      awaitInUse(server);

      postgres.promoteStandby();

      Concurrency.await(() -> reason(server).contains("is not a standby"));
      assertThat(api.post(farms, "{\"name\": \"River Bend\"}").status()).isEqualTo(201);
      assertThat(api.get(farms).total()).isEqualTo(1);
    }
  }

  @Test
  void theDatabaseOfAnotherSystemIsNotReadAndNamed() {
    try (TestDatabase.PrivateServer other = TestDatabase.startPrivateServer();
        ServerFixture server = server(postgres.primaryTarget(), other.target())) {
      ApiClient api = server.owner();

      Concurrency.await(() -> reason(server).contains("system identifier differs"));

      assertThat(api.get(farms(api)).total()).isZero();
      assertThat(reads(server, "standby")).isZero();
    }
  }

  @Test
  void aStandbyOfAFormerPrimaryIsNotRead() {
    try (EmbeddedPostgres fork = ReplicatedPostgres.startFork(folder)) {
      // The standby follows a primary with more transactions than the one that is in use.
      try (ServerFixture former = server(postgres.primaryTarget(), postgres.standbyTarget())) {
        awaitInUse(former);
        former
            .jdbi()
            .useHandle(
                handle ->
                    handle.execute(
                        "create table ballast as select repeat('x', 500) from generate_series(1, 40000)"));
      }
      Concurrency.await(
          () -> postgres.onStandby("select to_regclass('ballast') is not null", Boolean.class));
      try (ServerFixture server = server(fork.target(), postgres.standbyTarget())) {
        Concurrency.await(() -> reason(server).contains("follows another"));

        ApiClient api = server.owner();
        assertThat(api.get(farms(api)).total()).isZero();
        assertThat(reads(server, "standby")).isZero();
      }
    }
  }

  @Test
  void aReadThatConflictsWithTheReplayIsRepeatedOnThePrimary() {
    try (ServerFixture server = server(postgres.primaryTarget(), postgres.standbyTarget())) {
      ApiClient api = server.owner();
      String farms = farms(api);
      api.post(farms, "{\"name\": \"River Bend\"}");
      server.jdbi().useHandle(handle -> handle.execute(MANY_FARMS));
      postgres.setOnStandby("max_standby_streaming_delay", "0");
      awaitInUse(server);
      Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
      try (var _ = new RepeatedReads(api, farms, statuses)) {
        Concurrency.await(
            () -> {
              server
                  .jdbi()
                  .useTransaction(
                      handle -> handle.execute("lock table farm in access exclusive mode"));
              return reads(server, "repeated") > 0;
            });
      }
      assertThat(statuses).containsOnly(200);
    }
  }

  static ServerFixture server(JdbcTarget primary, JdbcTarget standby) {
    return ServerFixture.restart(
        primary,
        ServerFixture.NO_PROVIDER,
        config ->
            ConfigChange.with(
                config,
                new DatabaseConfig(
                    primary.url(),
                    primary.user(),
                    primary.password(),
                    8,
                    Duration.ofSeconds(30),
                    DatabaseLimits.defaults(),
                    new StandbyConfig(standby.url(), standby.user(), standby.password()))));
  }

  private static int portOf(JdbcTarget target) {
    return URI.create(target.url().substring("jdbc:".length())).getPort();
  }

  /// The path of the farms of a new Leaf user.
  private static String farms(ApiClient api) {
    String user = api.post(USERS, "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}").id();
    return "/services/fields/api/users/" + user + "/farms";
  }

  static void awaitInUse(ServerFixture server) {
    Concurrency.await(
        () -> server.anonymous().get("/health/ready").json().at("/standby/inUse").asBoolean(false));
  }

  static String reason(ServerFixture server) {
    ApiResponse ready = server.anonymous().get("/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    return ready.json().at("/standby/reason").asString("");
  }

  /// How many requests of the first node a source answered.
  static double reads(ServerFixture server, String source) {
    Matcher count =
        Pattern.compile(
                "headland_database_standby_reads_total\\{source=\"" + source + "\"} ([0-9.E]+)")
            .matcher(server.anonymous().get("/metrics").body());
    return count.find() ? Double.parseDouble(count.group(1)) : 0;
  }
}
