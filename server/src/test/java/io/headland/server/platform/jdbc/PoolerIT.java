package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server behind PgBouncer in transaction mode, and what is found out about a database when it
/// starts.
class PoolerIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final int WRITERS = 8;

  @TempDir Path folder;

  @Test
  void twoNodesWorkThroughAPoolerInTransactionMode() throws Exception {
    try (TestDatabase.PrivateServer postgres = TestDatabase.startPrivateServer();
        PgBouncer pooler =
            PgBouncer.start(
                folder, postgres.target(), "ignore_startup_parameters = extra_float_digits");
        Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(4));
        ServerFixture server =
            ServerFixture.restart(
                postgres.target(),
                simulator.baseUri(),
                config -> through(config, pooler.target()))) {
      server.startNode();
      ApiClient api = server.owner();
      GrowerAccount account = GrowerAccount.attached(api, simulator.demoCredentials());
      String organization = account.idsWith("SELECTED").getFirst();
      List<Boolean> results =
          Concurrency.allAtOnce(
              WRITERS,
              writer -> {
                for (int i = 0; i < 12; i++) {
                  String body =
                      "{\"name\": \"Grower %d\", \"email\": \"g@example.com\"}".formatted(writer);
                  ApiResponse created = api.post(USERS, body);
                  assertThat(created.status()).isEqualTo(201);
                  assertThat(api.get(USERS + "/" + created.id()).status()).isEqualTo(200);
                  assertThat(account.organization(organization).status()).isEqualTo(200);
                  assertThat(api.get(USERS + "?size=1").status()).isEqualTo(200);
                }
                return true;
              });

      assertThat(results).hasSize(WRITERS);
      assertThat(account.sync().status()).isIn(200, 202);
      assertThat(api.get("/services/headland/api/events").status()).isEqualTo(200);
      assertThat(server.anonymous().get("/health/ready").status()).isEqualTo(200);
      assertThat(heldLocks(server.jdbi())).isZero();
    }
  }

  @Test
  void aPoolerWithDebiansConfigurationIsUsedWithoutNamedStatements() {
    JdbcTarget database = TestDatabase.createEmpty();
    try (PgBouncer pooler = PgBouncer.start(folder, database, "")) {
      ConnectionPlan plan = ConnectionPlan.probe(pooler.target(), DatabaseLimits.defaults());
      assertThat(plan.isPooled()).isTrue();
      try (Database pool = Database.open(pooler.target(), plan, 4, Duration.ofSeconds(20))) {
        pool.migrate();
        for (int i = 0; i < 40; i++) {
          int value = i;
          int read =
              pool.inTransaction(
                  handle ->
                      handle
                          .createQuery("select :value::int")
                          .bind("value", value)
                          .mapTo(int.class)
                          .one());
          assertThat(read).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void aDatabaseWithoutAPoolerHasNamedStatementsAndTimeLimits() {
    JdbcTarget database = TestDatabase.createEmpty();
    ConnectionPlan plan = ConnectionPlan.probe(database, DatabaseLimits.defaults());

    assertThat(plan.isPooled()).isFalse();
    assertThat(plan.driverProperties()).doesNotContainKey("prepareThreshold");
    assertThat(plan.driverProperties())
        .containsEntry("loginTimeout", "10")
        .containsEntry("socketTimeout", "45");
    try (Database pool = Database.open(database, plan, 1, Duration.ofSeconds(20))) {
      assertThat(show(pool, "statement_timeout")).isEqualTo("30s");
      assertThat(show(pool, "idle_in_transaction_session_timeout")).isEqualTo("45s");
    }
  }

  @Test
  void anotherEncodingThanUtf8IsRefusedWithOneMessage() {
    JdbcTarget database = TestDatabase.createEmptyInLatin1();

    assertThatThrownBy(() -> ConnectionPlan.probe(database, DatabaseLimits.defaults()))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("The database at " + database.url() + " has the encoding LATIN1")
        .hasMessageContaining("encoding 'UTF8'");
  }

  private static HeadlandConfig through(HeadlandConfig config, JdbcTarget pooler) {
    return ConfigChange.with(
        config,
        new DatabaseConfig(
            pooler.url(), pooler.user(), pooler.password(), 8, Duration.ofSeconds(20)));
  }

  private static int heldLocks(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from pg_locks where locktype = 'advisory'")
                .mapTo(int.class)
                .one());
  }

  private static String show(Database database, String setting) {
    return database.withHandle(
        handle -> handle.createQuery("show " + setting).mapTo(String.class).one());
  }
}
