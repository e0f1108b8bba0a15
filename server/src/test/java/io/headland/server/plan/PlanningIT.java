package io.headland.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.WebhookFixture;
import io.headland.server.engine.sync.FieldDataAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.Switches.FieldSignatures;
import io.headland.simulator.johndeere.world.Switches.Form;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How often PostgreSQL plans the statements that are executed most often: once for each
/// connection, after the first executions, instead of at each one. Planning a statement often costs
/// more than executing it. PostgreSQL plans a prepared statement again and again if the plan for
/// all values seems to cost more than that for the values of an execution, as for `= any(:ids)`
/// with an array of one element, since it expects ten.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanningIT {
  private static final int REPETITIONS = 200;

  /// Statements that are executed less often are not examined. The ten connections plan a statement
  /// about ten times each until they use one plan for all values, which is less than
  /// [#PLANNED_AGAIN] of this number.
  private static final int EXAMINED_CALLS = 130;

  private static final int CONCURRENT = 48;

  private static final double PLANNED_AGAIN = 0.8;

  /// Enough that plans differ in their estimated cost.
  private static final int ROWS = 10_000;

  /// The statements of this request are those of a list, which are planned for its conditions.
  private static final String FILE_OF_FIELD = "/fields/{field}/operations/files/{file}";

  /// Lists in the order of ids, with no other condition than the Leaf user. Those of all Leaf users
  /// and batches are not among them: PostgreSQL expects that an unknown number of rows is a tenth
  /// of all, which is more than a page, and plans each page of them.
  private static final List<String> LISTS =
      List.of(
          "/services/usermanagement/api/users/{big}/JohnDeere/organizations",
          "/services/headland/api/accounts",
          "/services/fields/api/fields",
          "/services/fields/api/users/{big}/fields",
          "/services/fields/api/users/{big}/fields/{field}/boundaries",
          "/services/fields/api/farms",
          "/services/fields/api/users/{big}/farms",
          "/services/fields/api/growers",
          "/services/fields/api/users/{big}/growers",
          "/services/beta/api/users/{big}/machines");

  private TestDatabase.PrivateServer postgres;
  private Simulator simulator;
  private ServerFixture server;
  private Jdbi jdbi;
  private ManyRows rows;
  private FieldDataAccount account;

  @BeforeAll
  void start() {
    postgres = TestDatabase.startPrivateServer();
    jdbi = jdbi();
    for (String setting :
        List.of(
            "shared_preload_libraries = 'pg_stat_statements'",
            "pg_stat_statements.track_planning = on")) {
      jdbi.useHandle(handle -> handle.execute("alter system set " + setting));
    }
    postgres.stop();
    postgres.start();
    jdbi = jdbi();
    jdbi.useHandle(handle -> handle.execute("create extension pg_stat_statements"));
    simulator = Simulator.start(SimulatorOptions.defaults().withOrganizations(6).withUsers(3));
    server = ServerFixture.restart(postgres.target(), simulator.baseUri(), config -> config);
    server.newOwner("small@example.com");
    server.stopNodes();
    rows = new ManyRows(jdbi, ROWS);
    rows.load(server.ownerId(ServerFixture.OWNER_EMAIL), server.ownerId("small@example.com"));
    server.startNode();
    server
        .owner()
        .patch("/services/config/api/configs", "{\"organizationDataSync\": \"SELECTED_ONLY\"}");
    account = FieldDataAccount.attach(server, server.owner(), simulator.demoCredentials());
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
    postgres.close();
  }

  @Test
  void statementsOfRequestsForOneRecordAreNotPlannedAtEachExecution() {
    ApiClient owner = server.owner();
    reset();

    for (PlannedRequest request : PlannedRequest.records()) {
      if (request.target().contains(FILE_OF_FIELD)) {
        continue;
      }
      String target = rows.target(request.target());
      for (int i = 0; i < REPETITIONS; i++) {
        assertThat(owner.get(target).status()).as(target).isEqualTo(200);
      }
    }

    assertNoneIsPlannedAgain(20);
  }

  @Test
  void statementsOfListsWithOneSensiblePlanAreNotPlannedAtEachExecution() {
    ApiClient owner = server.owner();
    reset();

    for (String list : LISTS) {
      String target = rows.target(list);
      for (int i = 0; i < REPETITIONS; i++) {
        assertThat(owner.get(target).status()).as(list).isEqualTo(200);
      }
    }

    assertNoneIsPlannedAgain(10);
  }

  /// With many concurrent requests, several are read with one statement.
  @Test
  void combinedReadsAreNotPlannedAtEachExecution() throws InterruptedException {
    ApiClient owner = server.owner();
    List<String> targets =
        List.of(rows.target(LISTS.getFirst()), rows.target(LISTS.getFirst() + "/{organization}"));
    reset();

    for (int i = 0; i < REPETITIONS; i++) {
      assertThat(
              Concurrency.allAtOnce(
                  CONCURRENT, thread -> owner.get(targets.get(thread % targets.size())).status()))
          .containsOnly(200);
    }

    assertThat(examined(0).stream().filter(one -> one.contains("with ordinality as requested")))
        .hasSize(2);
    assertNoneIsPlannedAgain(3);
  }

  @Test
  void statementsOfAChangedStatusAreNotPlannedAtEachExecution() {
    String organization = account.previewOrganization();
    account.select(organization);
    reset();

    for (int i = 0; i < REPETITIONS; i++) {
      account.grower().choose(organization, "PREVIEW");
      account.grower().choose(organization, "SELECTED");
    }

    assertNoneIsPlannedAgain(5);
  }

  @Test
  void statementsOfASyncAreNotPlannedAtEachExecution() {
    account.select(account.previewOrganization());
    account.lastRunOnceOver();
    reset();

    for (int i = 0; i < REPETITIONS; i++) {
      account.grower().sync();
      account.lastRunOnceOver();
    }

    assertNoneIsPlannedAgain(15);
  }

  /// Most pages are neither the first nor the last of a listing, and their statements do less.
  @Test
  void statementsOfPagesAreNotPlannedAtEachExecution() {
    Switches before = simulator.control().switches();
    simulator
        .control()
        .changeSwitches(
            switches ->
                switches
                    .withLargestPage(1)
                    .withNoPaging(Form.IGNORE)
                    .withFieldSignatures(FieldSignatures.ABSENT));
    try {
      account.select(account.previewOrganization());
      account.lastRunOnceOver();
      reset();

      for (int i = 0; i < REPETITIONS / 2; i++) {
        account.grower().sync();
        account.lastRunOnceOver();
      }
    } finally {
      simulator.control().changeSwitches(_ -> before);
    }

    assertThat(examined(0)).anyMatch(statement -> statement.contains("insert into sync_run_page"));
    assertThat(examined(0)).anyMatch(statement -> statement.contains("delete from sync_run_page"));
    assertNoneIsPlannedAgain(15);
  }

  @Test
  void statementsOfAWebhookAreNotPlannedAtEachExecution() {
    ApiClient api = server.owner();
    try (Receiver receiver = Receiver.start()) {
      WebhookFixture.create(api, receiver, "*");
      reset();
      for (int i = 1; i <= REPETITIONS; i++) {
        int expected = i;
        WebhookFixture.write(server, EventType.FIELD_CREATED, "field/" + i, 1);
        Concurrency.await(() -> receiver.received().size() >= expected);
      }
    }

    assertNoneIsPlannedAgain(2);
  }

  private Jdbi jdbi() {
    return Jdbi.create(
        postgres.target().url(), postgres.target().user(), postgres.target().password().reveal());
  }

  private void reset() {
    jdbi.useHandle(handle -> handle.execute("select pg_stat_statements_reset()"));
  }

  /// Asserts that no statement is planned at nearly all of its executions, except the search for
  /// due retries of a webhook: one has none and another one thousands, so that their plans differ.
  ///
  /// @param atLeast how many statements were executed often enough to be examined
  private void assertNoneIsPlannedAgain(int atLeast) {
    assertThat(examined(0)).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(examined(PLANNED_AGAIN)).isEmpty();
  }

  /// @param share of the executions of a statement at which it was planned, at least
  private List<String> examined(double share) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select plans || ' of ' || calls || ': ' || regexp_replace(query, '\\s+', ' ', 'g')
                      from pg_stat_statements
                     where calls >= :calls
                       and plans >= calls * :share
                       and query !~ '^select event_id, attempts\\s+from webhook_retry'
                    """)
                .bind("calls", EXAMINED_CALLS)
                .bind("share", share)
                .mapTo(String.class)
                .list());
  }
}
