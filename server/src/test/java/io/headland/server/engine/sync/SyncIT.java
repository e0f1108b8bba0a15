package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.johndeere.world.Switches;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Runs that overlap, outlast their callers, or die.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncIT {
  private static final String LISTING = "/platform/organizations";

  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private GrowerAccount account;

  /// Behaviour of the simulator that no recorded traffic of the provider determines.
  Switches switches() {
    return Switches.defaults();
  }

  @BeforeAll
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSwitches(switches())
                .withPort(0)
                .withSeed(7)
                .withOrganizations(12));
    server =
        ServerFixture.start(simulator.baseUri(), Clock.systemUTC(), SyncIT::waitingForTwoSeconds);
    api = server.owner();
    // Makes the server learn the results of a first request.
    attachAccount();
  }

  private static HeadlandConfig waitingForTwoSeconds(HeadlandConfig config) {
    return ConfigChange.with(
        config,
        new SyncConfig(
            Duration.ofSeconds(2),
            config.sync().lease(),
            config.sync().interval(),
            config.sync().fullInterval(),
            config.sync().parallelism(),
            config.sync().poll(),
            config.sync().retention()));
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    simulator.control().clearFaults();
    account =
        GrowerAccount.attached(
            api, FieldDataAccount.another(simulator, simulator.demoCredentials()));
    simulator.control().clearRequests();
  }

  @Test
  void callersThatMeetShareOneRun() throws Exception {
    simulator.control().addFault(Fault.slow(Duration.ofMillis(300)).on("GET", LISTING).always());
    List<ApiResponse> answers = allAtOnce(12, () -> account.sync());

    assertThat(answers).allMatch(response -> response.status() == 202);
    Set<String> runs =
        answers.stream()
            .map(response -> response.header("X-Headland-Sync-Run").orElseThrow())
            .collect(Collectors.toSet());
    assertThat(runs.size()).isEqualTo(simulator.control().requests().size());
    assertThat(runs.size()).isLessThan(answers.size());
  }

  @Test
  void aRunOutlastsACallerThatWaitsNoLonger() {
    simulator.control().addFault(Fault.slow(Duration.ofMillis(3_500)).on("GET", LISTING).always());
    ApiResponse sync = account.sync();
    assertThat(sync.status()).isEqualTo(202);
    assertThat(sync.header("X-Headland-Sync-State")).contains("RUNNING");
    assertThat(sync.json()).hasSize(12);
    assertThat(account.sync().header("X-Headland-Sync-Run"))
        .isEqualTo(sync.header("X-Headland-Sync-Run"));
    assertThat(stateAtItsEnd(sync)).isEqualTo("UNCHANGED");
  }

  @Test
  void aChoiceMadeWhileARunIsUnderWayIsKept() {
    String id = account.idsWith("SELECTED").getFirst();
    simulator.control().rename(id, "Another name");
    simulator.control().addFault(Fault.slow(Duration.ofMillis(3_500)).on("GET", LISTING).always());
    ApiResponse sync = account.sync();
    assertThat(sync.header("X-Headland-Sync-State")).contains("RUNNING");
    assertThat(account.choose(id, "PREVIEW").status()).isEqualTo(200);
    assertThat(stateAtItsEnd(sync)).isEqualTo("SUCCEEDED");
    assertThat(account.status(id)).isEqualTo("PREVIEW");
    assertThat(account.organization(id).json().path("providerOrgName").stringValue())
        .isEqualTo("Another name");
  }

  @Test
  void aRunWhoseNodeDiedIsTakenOverOnceItsLeaseHasPassed() {
    String run = leaveRunning("+ interval '10 minutes'");
    assertThat(account.sync().header("X-Headland-Sync-Run")).contains(run);

    database()
        .useHandle(
            handle ->
                handle.execute(
                    "update sync_run set lease_until = now() - interval '1 second'"
                        + " where state = 'RUNNING'"));
    ApiResponse sync = account.sync();
    assertThat(sync.header("X-Headland-Sync-State")).contains("UNCHANGED");
    ApiResponse dead = api.get("/services/headland/api/sync-runs/" + run);
    assertThat(dead.json().path("state").stringValue()).isEqualTo("FAILED");
    assertThat(dead.json().path("failure").stringValue()).isEqualTo("abandoned");
  }

  @Test
  void anUnchangedRunWritesNoRowButItsOwnAndThatOfItsCall() {
    String before = fingerprint();
    assertThat(account.sync().header("X-Headland-Sync-State")).contains("UNCHANGED");
    assertThat(fingerprint()).isEqualTo(before);
  }

  @Test
  void aDeletedCredentialTakesItsOrganizationsAlong() {
    assertThat(api.delete(account.user("/john-deere-credentials")).status()).isEqualTo(204);
    assertThat(account.sync().errorKey()).isEqualTo("credentialsNotFound");
    assertThat(api.get(account.user("/JohnDeere/organizations")).status()).isEqualTo(404);
    assertThat(api.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(404);
    account.attach(FieldDataAccount.another(simulator, simulator.demoCredentials()));
    assertThat(account.organizations()).hasSize(12);
  }

  @Test
  void runsAreListedTheNewestFirst() {
    account.sync();
    ApiResponse runs =
        api.get("/services/headland/api/sync-runs?leafUserId=" + account.leafUserId());
    assertThat(runs.total()).isEqualTo(2);
    assertThat(runs.json().get(0).path("state").stringValue()).isEqualTo("UNCHANGED");
    assertThat(runs.json().get(1).path("organizations").path("added").intValue()).isEqualTo(12);
    assertThat(api.get("/services/headland/api/sync-runs").status()).isEqualTo(400);
  }

  /// PostgreSQL's version of every row of the account: a written row gets another `xmin`.
  private String fingerprint() {
    RecordedEvents.awaitPublished(server);
    return database()
        .withHandle(
            handle ->
                String.join(
                    ";",
                    handle
                        .createQuery(
                            """
                            select 'organization ' || provider_org_id || xmin::text
                              from provider_organization where leaf_user_id = :user::uuid
                            union all
                            select 'account ' || xmin::text
                              from provider_account where leaf_user_id = :user::uuid
                            union all
                            select 'credential ' || xmin::text
                              from credential where leaf_user_id = :user::uuid
                            union all
                            select 'user ' || xmin::text from leaf_user where id = :user::uuid
                            union all
                            select 'event ' || id::text from event where leaf_user_id = :user::uuid
                            order by 1
                            """)
                        .bind("user", account.leafUserId())
                        .mapTo(String.class)
                        .list()));
  }

  private String leaveRunning(String lease) {
    ApiResponse ended = account.sync();
    String run = ended.header("X-Headland-Sync-Run").orElseThrow();
    database()
        .useHandle(
            handle ->
                handle.execute(
                    "update sync_run set state = 'RUNNING', ended_at = null, lease_until = now() "
                        + lease
                        + " where id = ?::uuid",
                    run));
    return run;
  }

  private String stateAtItsEnd(ApiResponse sync) {
    Concurrency.await(() -> !state(sync).equals("RUNNING"));
    return state(sync);
  }

  private String state(ApiResponse sync) {
    return account.run(sync).json().path("state").stringValue();
  }

  private Jdbi database() {
    return Jdbi.create(
        server.target().url(), server.target().user(), server.target().password().reveal());
  }

  private static <T> List<T> allAtOnce(int callers, Callable<T> call) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures =
          executor.invokeAll(IntStream.range(0, callers).mapToObj(_ -> call).toList());
      return futures.stream().map(Future::resultNow).toList();
    }
  }
}
