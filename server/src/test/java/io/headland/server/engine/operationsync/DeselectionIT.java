package io.headland.server.engine.operationsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An organization is deselected, or its Leaf user is deleted, while its exports are converted.
/// Each test has a separate user at the provider.
class DeselectionIT {
  private static final String LOCK = "(41, 1)";

  /// The exports of an account that are converted at the same time.
  private static final int EXPORTS = 2;

  private static final AtomicInteger USERS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static ApiClient api;
  private FieldDataAccount account;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(8).withUsers(30));
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches
                    .withOperationForms(switches.operationForms().withSeasons(1).withPoints(200))
                    .withExportForms(switches.exportForms().withPendingCalls(0)));
    server =
        ServerFixture.start(
            simulator.baseUri(),
            Clock.systemUTC(),
            config -> ConfigChange.with(config, new MachineFileConfig("", 64, 64, 128, true)));
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"operationsProcessingRange\": 120}");
    server
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  create function await_test() returns trigger language plpgsql as
                  $$ begin perform pg_advisory_xact_lock_shared(41, 1); return new; end $$
                  """);
              handle.execute(
                  """
                  create trigger await_test before insert on machine_file
                  for each row execute function await_test()
                  """);
            });
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    account = FieldDataAccount.attach(server, api, simulator.credentials(USERS.getAndIncrement()));
  }

  @Test
  void anExportThatIsConvertedMeanwhileIsConvertedAgainWhenItsOrganizationIsSelected() {
    String org;
    RecordedEvents events;
    try (Handle test = server.jdbi().open()) {
      test.execute("select pg_advisory_lock" + LOCK);
      org = account.readOrganization();
      Concurrency.await(() -> waiting(test) == EXPORTS);
      account.deselect(org);
      events = RecordedEvents.of(server, api, account.grower().leafUserId()).fromNow();
      test.execute("select pg_advisory_unlock" + LOCK);
      Concurrency.await(() -> waiting(test) == 0 && isIdle(test));
    }

    assertThat(total("files")).isZero();
    assertThat(total("operations")).isZero();
    assertThat(events.types()).isEmpty();

    account.select(org);
    Concurrency.await(() -> isNothingDue() && isIdle());
    assertThat(total("operations")).isPositive();
    assertThat(events.types())
        .filteredOn(type -> type.equals("machine_file.processed"))
        .hasSize((int) total("files"));
  }

  @Test
  void nothingRemainsOfAnExportWhoseLeafUserIsDeletedMeanwhile() throws Exception {
    String user = account.grower().leafUserId();
    try (Handle test = server.jdbi().open();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      test.execute("select pg_advisory_lock" + LOCK);
      account.readOrganization();
      Concurrency.await(() -> waiting(test) == EXPORTS);
      Future<ApiResponse> deletion =
          executor.submit(() -> api.delete("/services/usermanagement/api/users/" + user));
      Concurrency.await(() -> deletion.isDone() || waiting(test) > EXPORTS);
      test.execute("select pg_advisory_unlock" + LOCK);
      assertThat(deletion.get().status()).isEqualTo(204);
      Concurrency.await(() -> waiting(test) == 0 && isIdle(test));
      assertThat(
              test.createQuery("select count(*) from machine_file where leaf_user_id = ?::uuid")
                  .bind(0, user)
                  .mapTo(Integer.class)
                  .one())
          .isZero();
      assertThat(
              test.createQuery(
                      "select count(*) from scheduled_tasks where consecutive_failures > 0")
                  .mapTo(Integer.class)
                  .one())
          .isZero();
    }
  }

  /// A merge that finds its field hidden, or operations disabled, leaves the files as they are.
  @Test
  void filesThatWereNotMergedAreMergedWhenTheirFieldsBecomeVisible() {
    String configuration = "/services/config/api/configs/" + account.grower().leafUserId();
    api.patch(configuration, "{\"fieldOperationCreation\": false}");
    String org = account.readOrganization();
    Concurrency.await(() -> isNothingDue() && isIdle());
    assertThat(total("files?status=processed")).isPositive();
    assertThat(total("operations")).isZero();
    account.deselect(org);
    api.patch(configuration, "{\"fieldOperationCreation\": true}");

    account.select(org);

    Concurrency.await(() -> total("operations") > 0);
  }

  private long total(String list) {
    return api.get(
            "/services/operations/api/%s%sleafUserId=%s"
                .formatted(list, list.contains("?") ? "&" : "?", account.grower().leafUserId()))
        .total();
  }

  /// Whether all exports of the account have ended.
  private boolean isNothingDue() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select not exists (select
                                             from provider_operation
                                            where leaf_user_id = ?::uuid
                                              and due_at is not null)
                           and exists (select from provider_operation where leaf_user_id = ?::uuid)
                        """)
                    .bind(0, account.grower().leafUserId())
                    .bind(1, account.grower().leafUserId())
                    .mapTo(Boolean.class)
                    .one());
  }

  /// Whether no task is executed, and none that converts or merges is waiting.
  private static boolean isIdle() {
    return server.jdbi().withHandle(DeselectionIT::isIdle);
  }

  private static boolean isIdle(Handle handle) {
    return handle
        .createQuery(
            """
            select not exists (select
                                 from scheduled_tasks
                                where picked
                                   or task_name = 'operation-merge')
            """)
        .mapTo(Boolean.class)
        .one();
  }

  /// The number of transactions that wait for a lock.
  private static int waiting(Handle handle) {
    return handle
        .createQuery("select count(distinct pid) from pg_locks where not granted")
        .mapTo(Integer.class)
        .one();
  }
}
