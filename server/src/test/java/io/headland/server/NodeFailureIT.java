package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node is killed and a database is stopped while many accounts are read: the stored data is the
/// same as without the failures.
class NodeFailureIT {
  private static final int ACCOUNTS = Integer.getInteger("headland.accounts", 16);
  private static final int ORGANIZATIONS = Integer.getInteger("headland.organizations", 4);

  /// Two pages for each organization.
  private static final int FIELDS = 120;

  /// Longer than a node waits for the processor: a run that is taken from a node that has not
  /// failed ends as failed, and is repeated only after ten minutes.
  private static final Duration LEASE = Duration.ofSeconds(12);

  private static final Duration REQUEST = Duration.ofSeconds(6);

  private static Simulator simulator;
  private static List<String> undisturbed;
  private static long callsUndisturbed;

  @TempDir Path folder;

  @BeforeAll
  static void syncWithoutDisturbance() throws Exception {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSeed(7)
                .withUsers(ACCOUNTS)
                .withOrganizations(ORGANIZATIONS)
                .withFields(FIELDS)
                .withLatency(Duration.ofMillis(60)));
    try (ServerFixture server = ServerFixture.start(simulator.baseUri())) {
      ApiClient api = server.owner();
      ManyAccounts accounts = new ManyAccounts(server.jdbi(), simulator);
      accounts.createLeafUsers(api);
      accounts.attachAll((_, _) -> api);
      accounts.awaitSynced();
      undisturbed = accounts.dump();
      callsUndisturbed = simulator.control().callCounts().calls();
    }
    assertThat(undisturbed).hasSizeGreaterThan(ACCOUNTS * ORGANIZATIONS * FIELDS / 2);
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void aKilledNodeChangesNothingOfWhatIsStoredInTheEnd() throws Exception {
    simulator.control().clearCallCounts();
    try (ServerFixture survivor =
        ServerFixture.start(
            simulator.baseUri(), Clock.systemUTC(), ConfigChange.lease(LEASE, REQUEST))) {
      ServerSettings.in(folder)
          .nodeOf(survivor)
          .johnDeere(simulator.baseUri())
          .set("providers.connect-timeout", "1s")
          .set("providers.request-timeout", REQUEST.toSeconds() + "s")
          .set("providers.calls-per-second", "0")
          .set("sync.lease", LEASE.toSeconds() + "s")
          .set("sync.poll", "50ms")
          .write();
      ApiClient api = survivor.owner();
      ManyAccounts accounts = new ManyAccounts(survivor.jdbi(), simulator);
      accounts.createLeafUsers(api);
      try (ServerProcess victim = ServerProcess.run(folder, "serve");
          ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        ApiClient dying =
            ApiClient.of(URI.create(victim.awaitReady()))
                .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
        Future<?> attached =
            executor.submit(
                () -> {
                  accounts.attachAll((i, attempt) -> (i + attempt) % 2 == 0 ? dying : api);
                  return true;
                });
        Concurrency.await(() -> isHalfWay(accounts) && bothNodesRead(accounts));
        victim.kill();
        attached.get();
      }
      accounts.awaitSynced();

      assertThat(accounts.dump()).isEqualTo(undisturbed);
      assertThat(accounts.count("select count(*) from sync_run_page")).isZero();
      // The row of a task is deleted after the run that it ended.
      Concurrency.await(
          () -> accounts.count("select count(*) from scheduled_tasks where picked") == 0);
      // A killed node loses the page of each of its workers, and the lists of waiting callers.
      assertThat(simulator.control().callCounts().calls())
          .isLessThanOrEqualTo(callsUndisturbed + 16 + 3L * ACCOUNTS);
    }
  }

  @Test
  void aRestartOfTheDatabaseChangesNothingOfWhatIsStoredInTheEnd() throws Exception {
    try (TestDatabase.PrivateServer postgres = TestDatabase.startPrivateServer();
        ServerFixture server =
            ServerFixture.restart(
                postgres.target(), simulator.baseUri(), ConfigChange::shortLease);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<ApiClient> nodes =
          List.of(
              server.owner(),
              ApiClient.of(server.startNode().baseUri())
                  .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD));
      ManyAccounts accounts = new ManyAccounts(server.jdbi(), simulator);
      accounts.createLeafUsers(nodes.getFirst());
      Future<?> attached =
          executor.submit(
              () -> {
                accounts.attachAll((i, attempt) -> nodes.get((i + attempt) % 2));
                return true;
              });
      Concurrency.await(() -> isHalfWay(accounts));
      postgres.stop();
      postgres.start();
      attached.get();
      accounts.awaitSynced();

      assertThat(accounts.dump()).isEqualTo(undisturbed);
      assertThat(accounts.count("select count(*) from sync_run_page")).isZero();
    }
  }

  private static boolean isHalfWay(ManyAccounts accounts) {
    return accounts.count("select count(*) from field") > undisturbed.size() / 6;
  }

  private static boolean bothNodesRead(ManyAccounts accounts) {
    return accounts.count(
            "select count(distinct picked_by) from scheduled_tasks"
                + " where picked and task_name = 'sync-worker'")
        == 2;
  }
}
