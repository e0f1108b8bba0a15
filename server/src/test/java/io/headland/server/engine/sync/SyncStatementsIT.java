package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The statements, commits, rows and WAL of a sync. Statements and commits are counted in
/// PostgreSQL's log, and WAL in its records. The node executes one task at a time, so that their
/// number does not depend on the order in which two workers claim the organizations.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncStatementsIT {
  private static final Pattern ENTRY = Pattern.compile("(?m)^(?=entry )");
  private static final Pattern BACKEND = Pattern.compile("entry (\\d+) LOG:.*");
  private static final Pattern WRITING =
      Pattern.compile("insert into|delete from|update \\w+(\\s+\\w+)?\\s+set");

  /// Tables that are written by a loop of the node at its own times.
  private static final List<String> BY_TIME =
      List.of(
          "call_count",
          "credential_event",
          "rate_limit_bucket",
          "event_publisher",
          "node",
          "webhook_task");

  /// The test's own statements, those of transaction control, and those that a node executes at
  /// intervals, also the log of calls, which is written for several syncs at once, and the read of
  /// what an access token needs when the cached one has expired: their number depends on time.
  private static final Pattern OTHER =
      Pattern.compile(
          "test's own"
              + "|:\\s+(BEGIN|COMMIT|set |WITH locked_executions|with oldest as materialized\\s+\\(select ordinal"
              + "|select singleton from event_publisher|select application, throttled_until)"
              + "|select ordinal\\s+from event_outbox"
              + "|select token_generation from api_owner"
              + "|webhook_task|insert into call_count|statement:\\s*$"
              + "|select clock_timestamp\\(\\)|api_owner_id \\|\\| '/' \\|\\| leaf_user_id"
              + "|with present as \\(\\s*select api_owner_id, id\\s+from credential\\s");

  private TestDatabase.PrivateServer postgres;
  private Simulator simulator;
  private ServerFixture server;
  private Path log;
  private FieldDataAccount account;

  @BeforeAll
  void start() throws InterruptedException {
    postgres = TestDatabase.startPrivateServer();
    simulator = Simulator.start(SimulatorOptions.defaults().withOrganizations(6).withUsers(3));
    server =
        ServerFixture.restart(
            postgres.target(), simulator.baseUri(), SyncStatementsIT::withOneTask);
    String directory =
        server
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("show data_directory").mapTo(String.class).one());
    log = Path.of(directory).resolveSibling("postgres.log");
    for (String setting :
        List.of(
            "log_line_prefix = 'entry %p '",
            "log_statement = 'all'",
            // The size of WAL must not depend on the time of the last checkpoint.
            "full_page_writes = off")) {
      server.jdbi().useHandle(handle -> handle.execute("alter system set " + setting));
    }
    server.jdbi().useHandle(handle -> handle.execute("select pg_reload_conf()"));
    server.jdbi().useHandle(handle -> handle.execute("create extension pg_walinspect"));
    // Every backend has read the settings before it executes its next statement.
    server
        .owner()
        .patch(
            "/services/config/api/configs",
            "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
  }

  @BeforeEach
  void attach() {
    ApiClient api = server.owner();
    account = FieldDataAccount.attach(server, api, simulator.demoCredentials());
  }

  @AfterAll
  void stop() {
    server.close();
    simulator.close();
    postgres.close();
  }

  @Test
  void aSyncOfTwoUnchangedOrganizationsExecutesFewStatements() throws Exception {
    account.grower().idsWith("PREVIEW").stream().limit(2).forEach(this::selectAndRead);
    account.syncToItsEnd();

    Cost cost = costOf(account.grower()::sync);

    assertThat(cost.statements()).as(cost.toString()).hasSizeBetween(15, 20);
    assertThat(cost.commits()).as(cost.toString()).isBetween(5, 10);
    assertThat(cost.rows()).as(cost.toString()).isEqualTo(3);
    assertThat(cost.walBytes()).as(cost.toString()).isBetween(4_000L, 8_000L);
  }

  @Test
  void theFirstReadingOfAnOrganizationExecutesFewStatements() throws Exception {
    String organization = account.previewOrganization();

    Cost cost = costOf(() -> account.grower().choose(organization, "SELECTED"));

    assertThat(cost.statements()).as(cost.toString()).hasSizeBetween(20, 24);
    assertThat(cost.commits()).as(cost.toString()).isBetween(4, 6);
  }

  private static HeadlandConfig withOneTask(HeadlandConfig config) {
    SyncConfig sync = config.sync();
    return ConfigChange.with(
        config,
        new SyncConfig(
            sync.foregroundWait(),
            sync.lease(),
            sync.interval(),
            sync.fullInterval(),
            1,
            sync.poll(),
            sync.retention()));
  }

  private void selectAndRead(String organization) {
    account.select(organization);
    account.lastRunOnceOver();
  }

  /// The cost of a request and of the sync that it starts.
  ///
  /// @param commits of transactions that wrote rows
  /// @param rows that were written and not deleted, each once
  /// @param walBytes of the transactions that wrote them
  private record Cost(List<String> statements, int commits, long rows, long walBytes) {
    @Override
    public String toString() {
      return "%d statements, %d commits, %d rows, %d bytes of WAL%n%s"
          .formatted(statements.size(), commits, rows, walBytes, String.join("", statements));
    }
  }

  private Cost costOf(Callable<?> request) throws Exception {
    // The task of an earlier run is deleted after the run has ended.
    Concurrency.await(() -> number("select count(*) from scheduled_tasks where picked") == 0);
    long transaction = number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    WalRecords records = new WalRecords(server.jdbi(), BY_TIME);
    long wal = records.flushed();
    long before = Files.size(log);
    request.call();
    Concurrency.await(() -> runningSyncs() == 0);
    long walBytes = records.bytesBetween(wal, records.flushed());
    List<String> entries =
        Arrays.stream(ENTRY.split(textAfter(before)))
            .filter(entry -> BACKEND.matcher(entry).lookingAt())
            .toList();
    return new Cost(
        entries.stream().filter(entry -> !OTHER.matcher(entry).find()).toList(),
        commits(entries),
        rowsSince(transaction),
        walBytes);
  }

  private static int commits(List<String> entries) {
    int commits = 0;
    Map<String, Boolean> writingByBackend = new HashMap<>();
    for (String entry : entries) {
      Matcher backend = BACKEND.matcher(entry);
      assertThat(backend.lookingAt()).isTrue();
      String pid = backend.group(1);
      boolean writes = !OTHER.matcher(entry).find() && WRITING.matcher(entry).find();
      if (entry.contains(": BEGIN")) {
        writingByBackend.put(pid, false);
      } else if (entry.contains(": COMMIT")) {
        commits += Boolean.TRUE.equals(writingByBackend.remove(pid)) ? 1 : 0;
      } else if (writingByBackend.containsKey(pid)) {
        writingByBackend.merge(pid, writes, Boolean::logicalOr);
      } else if (writes) {
        commits++;
      }
    }
    return commits;
  }

  private long rowsSince(long transaction) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select tablename /* the test's own */
                          from pg_tables
                         where schemaname = 'public'
                        """)
                    .mapTo(String.class)
                    .list())
        .stream()
        .filter(table -> !BY_TIME.contains(table))
        .mapToLong(
            table ->
                number(
                    "select count(*) from %s where xmin::text::bigint >= %d"
                        .formatted(table, transaction)))
        .sum();
  }

  private long number(String sql) {
    return server
        .jdbi()
        .withHandle(
            handle -> handle.createQuery(sql + " /* the test's own */").mapTo(Long.class).one());
  }

  private String textAfter(long offset) throws IOException {
    try (var text = Files.newInputStream(log)) {
      text.skipNBytes(offset);
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private long runningSyncs() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select (select count(*) /* the test's own */
                                  from sync_run
                                 where leaf_user_id = :leafUser
                                   and state = 'RUNNING')
                             + (select count(*)
                                  from scheduled_tasks
                                 where task_name = 'sync-worker')
                        """)
                    .bind("leafUser", UUID.fromString(account.grower().leafUserId()))
                    .mapTo(Long.class)
                    .one());
  }
}
