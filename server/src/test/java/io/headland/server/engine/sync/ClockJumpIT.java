package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headland.server.App;
import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.engine.clock.ClockWatch;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/// The clock of a node is set to another time and back, without a restart.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockJumpIT {
  private static final Duration FORTY_DAYS = Duration.ofDays(40);
  private static final Duration LONGEST_WAIT = Duration.ofHours(25);

  private final MovableClock clock = new MovableClock();

  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private FieldDataAccount account;

  @BeforeAll
  void start() {
    simulator =
        Simulator.start(SimulatorOptions.defaults().withSeed(9).withOrganizations(3).withFields(5));
    server = ServerFixture.start(simulator.baseUri(), clock, ConfigChange.callsPerSecond(50));
    api = server.owner();
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
    account = FieldDataAccount.attach(server, api, simulator.credentials(0));
    account.readOrganization();
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void worksOnAfterItsClockWasFortyDaysAhead() {
    clock.advance(FORTY_DAYS);
    Concurrency.await(() -> metric("headland_clock_jumps_total{direction=\"forward\"}") >= 1);
    FieldDataAccount ahead = account.with(server.owner());
    assertThat(FieldDataAccount.state(ahead.syncToItsEnd())).isIn("SUCCEEDED", "UNCHANGED");
    Concurrency.await(() -> earliest("sync-account").isAfter(realTime().plus(FORTY_DAYS)));
    Concurrency.await(
        () ->
            time("select max(execution_time) from webhook_task where task_name = 'webhook-sweep'")
                .isAfter(realTime().plus(FORTY_DAYS.minusHours(1))));
    simulator.control().addFault(Fault.status(429).retryAfter("3600"));
    ahead.api().get(live());
    Concurrency.await(() -> count("select count(*) from application_throttle") > 0);

    clock.advance(FORTY_DAYS.negated());

    Concurrency.await(() -> metric("headland_clock_jumps_total{direction=\"back\"}") >= 1);
    Concurrency.await(() -> !latestTask().isAfter(realTime().plus(LONGEST_WAIT)));
    Instant back = realTime();
    Concurrency.await(() -> lastSuccess("webhook_task", "webhook-sweep").isAfter(back));
    Concurrency.await(() -> account.api().get(live()).status() == 200);
    assertThat(FieldDataAccount.state(account.syncToItsEnd())).isIn("SUCCEEDED", "UNCHANGED");
    long calls = simulator.control().requestCount();
    Instant due = realTime();
    Concurrency.await(
        () -> {
          makeDue("sync-account");
          return lastSuccess("scheduled_tasks", "sync-account").isAfter(due)
              && simulator.control().requestCount() > calls;
        });
  }

  @Test
  void aStartCorrectsWhatWasStoredByAnotherClock() {
    server.jdbi().useHandle(handle -> AHEAD.forEach(handle::execute));

    try (App _ = server.startNode()) {
      // Corrected by a thread for which the start does not wait, after the tables below.
      Concurrency.await(
          () -> LATEST.stream().allMatch(at -> time(at).isBefore(realTime().plus(LONGEST_WAIT))));
      assertThat(latestTask()).isBefore(realTime().plus(LONGEST_WAIT));
      assertThat(time("select max(execution_time) from webhook_task where task_name <> 'webhook'"))
          .isBefore(realTime().plus(LONGEST_WAIT));
      assertThat(count("select count(*) from application_throttle")).isZero();
      assertThat(
              count(
                  "select count(*) from organization_access_result where checked_at > now() +"
                      + " interval '1 hour'"))
          .isZero();
    }
  }

  @Test
  void aNodeThatDisagreesWithTheDatabaseCorrectsNothing() {
    // While a task is executed, its time is that of the execution.
    Concurrency.await(() -> latestTask().isAfter(realTime().plus(Duration.ofMinutes(5))));
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(ClockWatch.class);
    logged.list = new CopyOnWriteArrayList<>(); // two nodes write to it
    logged.start();
    log.addAppender(logged);
    clock.advance(FORTY_DAYS.negated());
    try {
      try (App node = server.startNode()) {
        // Each of the two nodes has compared its clock before it would correct anything.
        Concurrency.await(() -> disagreements(logged) == 2);
        assertThat(metric(ApiClient.of(node.baseUri()), "headland_clock_database_difference "))
            .isLessThan(-1_000_000.0);
      }
      // The end of the node waited for the check that was in progress.
      assertThat(latestTask()).isAfter(realTime().plus(Duration.ofMinutes(5)));
    } finally {
      clock.advance(FORTY_DAYS);
      log.detachAppender(logged);
    }
  }

  private static long disagreements(ListAppender<ILoggingEvent> logged) {
    return logged.list.stream()
        .filter(event -> event.getMessage().contains("the clock of the database; tasks"))
        .count();
  }

  private static final List<String> AHEAD =
      List.of(
          "update scheduled_tasks set execution_time = execution_time + interval '40 days'",
          "update webhook_task set execution_time = execution_time + interval '40 days' where"
              + " task_name <> 'webhook'",
          "update credential set lease_holder = id, lease_until = now() + interval '40 days'",
          "update organization_snapshot set fully_read_at = now() + interval '40 days'",
          "insert into application_throttle values ('an-application', now() + interval '40 days')",
          "update organization_access_result set checked_at = now() + interval '40 days'",
          "update node set seen_at = now() + interval '40 days'");

  private static final List<String> LATEST =
      List.of(
          "select max(lease_until) from credential",
          "select max(fully_read_at) from organization_snapshot",
          "select max(seen_at) from node");

  private String live() {
    return "/services/usermanagement/api/users/"
        + account.grower().leafUserId()
        + "/organizations/JohnDeere";
  }

  private void makeDue(String task) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update scheduled_tasks set execution_time = now(), version = version + 1"
                        + " where task_name = ? and not picked and execution_time > now()",
                    task));
  }

  private static Instant realTime() {
    return Instant.now();
  }

  private Instant latestTask() {
    return time("select max(execution_time) from scheduled_tasks");
  }

  private Instant earliest(String task) {
    return time("select min(execution_time) from scheduled_tasks where task_name = '" + task + "'");
  }

  private Instant lastSuccess(String table, String task) {
    return time(
        "select coalesce(max(last_success), 'epoch') from "
            + table
            + " where task_name = '"
            + task
            + "'");
  }

  private Instant time(String sql) {
    return server
        .jdbi()
        .withHandle(
            handle -> handle.createQuery(sql).mapTo(OffsetDateTime.class).one().toInstant());
  }

  private long count(String sql) {
    return server.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private double metric(String name) {
    return metric(server.anonymous(), name);
  }

  private static double metric(ApiClient client, String name) {
    return client
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
