package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.Switches.FieldSignatures;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// A provider that fails, throttles or stops during a reading.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldDataFailureIT {
  private final AtomicInteger users = new AtomicInteger();
  private final MovableClock clock = new MovableClock();

  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private FieldDataAccount account;

  /// Behaviour of the simulator that no recorded traffic of the provider determines. With
  /// signatures the fields would arrive at once, and these tests are about pages.
  Switches switches() {
    return Switches.defaults().withFieldSignatures(FieldSignatures.ABSENT);
  }

  @BeforeAll
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSwitches(switches())
                .withSeed(7)
                .withOrganizations(3)
                .withUsers(20)
                .withFields(250));
    server = ServerFixture.start(simulator.baseUri(), clock, config -> config);
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    // Makes the server learn the results of a first request.
    FieldDataAccount.attach(server, api, simulator.credentials(19));
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachAccount() {
    simulator.control().clearFaults();
    // A token of an earlier test may have expired.
    api = server.owner();
    account = FieldDataAccount.attach(server, api, simulator.credentials(users.getAndIncrement()));
    simulator.control().clearRequests();
  }

  @Test
  void recordsThatOneListingLacksAreNotRemoved() {
    String org = account.readOrganization();
    long before = account.fieldTotal();
    touchAField(org);
    simulator.control().addFault(onPages(org, Fault.missingRecords(0.2)));

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(FieldDataAccount.fieldsOf(run).path("removed").intValue()).isZero();
    assertThat(account.fieldTotal()).isEqualTo(before);
    assertThat(account.count("field", "missing_since is not null")).isZero();
  }

  @Test
  void aPageThatComesTwiceTakesNothingAway() {
    String org = account.readOrganization();
    long before = account.fieldTotal();
    touchAField(org);
    simulator
        .control()
        .addFault(
            Fault.repeatedPage()
                .on("GET", "/platform/organizations/" + org + "/fields*pageOffset=100*"));

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.fieldsOf(run).path("removed").intValue()).isZero();
    assertThat(account.fieldTotal()).isEqualTo(before);
    assertThat(account.count("field", "missing_since is not null")).isZero();
  }

  @Test
  void aMassLossIsGuardedAndACallerMayInsist() {
    String org = account.readOrganization();
    long before = account.fieldTotal();
    FieldDataControl fieldData = simulator.control().fieldData(org);
    fieldData.fields(0, fieldData.fieldCount()).stream()
        .skip(20)
        .forEach(spot -> fieldData.removeField(spot.field().id()));

    JsonNode run = account.syncToItsEnd();

    assertThat(FieldDataAccount.state(run)).isEqualTo("GUARDED");
    assertThat(run.path("failure").stringValue()).isEqualTo("syncGuarded");
    assertThat(account.fieldTotal()).isEqualTo(before);
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("GUARDED");

    JsonNode forced = account.syncToItsEnd("?force=true");
    assertThat(FieldDataAccount.state(forced)).isEqualTo("SUCCEEDED");
    assertThat(account.fieldTotal()).isLessThanOrEqualTo(20);
    assertThat(account.fieldTotal())
        .isEqualTo(before - FieldDataAccount.fieldsOf(forced).path("removed").intValue());
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("UNCHANGED");
  }

  @Test
  void aTokenThatExpiresInTheMiddleIsRenewedAndNoPageReadAgain() {
    String org = account.previewOrganization();
    simulator.control().addFault(onPages(org, Fault.expireToken()).after(1));
    account.select(org);

    JsonNode run = account.lastRunOnceOver();

    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
    assertThat(
            simulator.control().requests().stream()
                .filter(request -> request.target().contains(org + "/fields"))
                .filter(request -> request.status() == 200)
                .map(request -> request.target()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aPauseThatTheProviderWantsInTheMiddleIsKept() {
    String org = account.previewOrganization();
    simulator
        .control()
        .addFault(onPages(org, Fault.status(429).retryAfter(Duration.ofMinutes(2))).after(1));
    account.select(org);
    Concurrency.await(() -> simulator.control().callCounts().throttled() > 0 && pausing());
    long asked = simulator.control().requestCount();
    int stored = account.count("field", "true");
    assertThat(stored).isPositive().isLessThan(shown(org));
    assertThat(FieldDataAccount.state(account.lastRun())).isEqualTo("RUNNING");

    clock.advance(Duration.ofMinutes(1));
    Concurrency.await(this::pausing);
    assertThat(simulator.control().requestCount()).isEqualTo(asked);

    clock.advance(Duration.ofMinutes(2));
    assertThat(FieldDataAccount.state(account.lastRunOnceOver())).isEqualTo("SUCCEEDED");
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
    simulator.control().clearCallCounts();
  }

  @Test
  void readingContinuesAtItsPositionAfterAnOutage() {
    String org = account.previewOrganization();
    simulator.control().addFault(onPages(org, Fault.status(503)).after(1).times(2));
    account.select(org);

    JsonNode run = endedWhileTimePasses();

    assertThat(FieldDataAccount.state(run)).isEqualTo("SUCCEEDED");
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
    assertThat(
            simulator.control().requests().stream()
                .filter(request -> request.target().contains(org + "/fields"))
                .filter(request -> request.status() == 200)
                .map(request -> request.target()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aProviderThatStaysAwayFailsTheOrganizationAndLosesNothing() {
    String org = account.readOrganization();
    long before = account.fieldTotal();
    touchAField(org);
    simulator.control().addFault(onPages(org, Fault.status(503)).always());
    assertThat(account.grower().sync().status()).isEqualTo(202);

    JsonNode run = endedWhileTimePasses();

    assertThat(FieldDataAccount.state(run)).isEqualTo("FAILED");
    assertThat(run.at("/parts/0/failure").stringValue()).isEqualTo("providerUnavailable");
    assertThat(account.fieldTotal()).isEqualTo(before);
    simulator.control().clearFaults();
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isEqualTo("SUCCEEDED");
  }

  @Test
  void anAccountIsSyncedEveryDayAndNotRightAfterItsFirstSync() {
    account.readOrganization();
    int runs = account.runs().size();
    Instant next = nextRegularSync();
    assertThat(next)
        .isAfter(clock.instant().plus(Duration.ofHours(21)))
        .isBefore(clock.instant().plus(Duration.ofHours(24)));
    assertThat(account.runs()).hasSize(runs);

    clock.advance(Duration.ofHours(24));
    account = account.with(server.owner());
    Concurrency.await(() -> account.runs().size() > runs);
    JsonNode run = account.lastRunOnceOver();
    assertThat(run.path("cause").stringValue()).isEqualTo("SCHEDULE");
    assertThat(FieldDataAccount.state(run)).isEqualTo("UNCHANGED");
    Concurrency.await(() -> nextRegularSync().isAfter(clock.instant().plus(Duration.ofHours(21))));
  }

  /// The node died during the list of a first sync; its lease is younger than the task that repeats
  /// it.
  @Test
  void aFirstSyncThatDiedIsMadeOnceItsLeaseHasPassed() {
    account.syncToItsEnd();
    execute(
        "update sync_run set state = 'RUNNING', ended_at = null, lease_until = :at"
            + " where leaf_user_id = :user::uuid and cause = 'CREDENTIAL'",
        clock.instant().plusSeconds(20));
    execute(
        "update scheduled_tasks set execution_time = :at where task_name = 'sync-account'"
            + " and task_instance like '%' || (select id from credential"
            + " where leaf_user_id = :user::uuid)",
        clock.instant());
    Concurrency.await(() -> nextRegularSync().isAfter(clock.instant()));
    assertThat(nextRegularSync()).isBefore(clock.instant().plus(Duration.ofMinutes(1)));

    clock.advance(Duration.ofMinutes(1));
    Concurrency.await(() -> account.lastRun().path("cause").stringValue().equals("SCHEDULE"));
    account.lastRunOnceOver();
    assertThat(account.runs())
        .anyMatch(run -> run.path("failure").asString("").equals("abandoned"));
  }

  /// A run that died during its list reads no more organizations.
  @Test
  void aSelectionDoesNotWaitForARunThatDied() {
    account.syncToItsEnd();
    execute(
        "update sync_run set state = 'RUNNING', ended_at = null, lease_until = :at"
            + " where leaf_user_id = :user::uuid and cause = 'REQUEST'",
        clock.instant().minusSeconds(1));
    String org = account.previewOrganization();
    account.select(org);
    JsonNode run = account.lastRunOnceOver();
    assertThat(run.path("cause").stringValue()).isEqualTo("SELECTION");
    assertThat(account.fieldTotal()).isEqualTo(shown(org));
  }

  private void touchAField(String org) {
    FieldDataControl fieldData = simulator.control().fieldData(org);
    fieldData.renameField(FieldDataAccount.drawnField(fieldData), "Touched");
  }

  private static Fault onPages(String org, Fault fault) {
    return fault.on("GET", "/platform/organizations/" + org + "/fields*pageOffset=*");
  }

  private int shown(String org) {
    FieldDataControl fieldData = simulator.control().fieldData(org);
    return (int)
        fieldData.fields(0, fieldData.fieldCount()).stream()
            .filter(spot -> !spot.field().archived())
            .count();
  }

  private JsonNode endedWhileTimePasses() {
    Concurrency.await(
        () -> {
          clock.advance(Duration.ofSeconds(5));
          return !FieldDataAccount.state(account.lastRun()).equals("RUNNING");
        });
    return account.lastRunOnceOver();
  }

  /// No worker is active at this moment.
  private boolean pausing() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select not exists (select from scheduled_tasks where task_name ="
                            + " 'sync-worker' and (picked or execution_time <= :now))")
                    .bind("now", clock.instant())
                    .mapTo(Boolean.class)
                    .one());
  }

  private Instant nextRegularSync() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select t.execution_time from scheduled_tasks t join credential c"
                            + " on t.task_instance = c.api_owner_id || '/' || c.id"
                            + " where c.leaf_user_id = :user::uuid")
                    .bind("user", account.grower().leafUserId())
                    .mapTo(Instant.class)
                    .one());
  }

  private void execute(String sql, Instant at) {
    int changed =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createUpdate(sql)
                        .bind("at", at)
                        .bind("user", account.grower().leafUserId())
                        .execute());
    assertThat(changed).isEqualTo(1);
  }
}
