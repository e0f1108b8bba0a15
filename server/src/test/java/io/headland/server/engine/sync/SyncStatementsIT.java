package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The number of statements that a sync executes, from PostgreSQL's log.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncStatementsIT {
  private static final Pattern ENTRY = Pattern.compile("(?m)^(?=entry )");

  /// The test's own statements, those of transaction control, and those that a node executes
  /// without a sync: their number depends on time.
  private static final Pattern OTHER =
      Pattern.compile(
          "test's own"
              + "|:\\s+(BEGIN|COMMIT|set |SELECT p\\.proname|WITH locked_executions|with waiting as"
              + "|select singleton from event_publisher|select application, throttled_until)"
              + "|select exists \\(select\\s+from event"
              + "|webhook_task|insert into call_count|statement:\\s*$");

  private TestDatabase.PrivateServer postgres;
  private Simulator simulator;
  private ServerFixture server;
  private Path log;
  private FieldDataAccount account;

  @BeforeAll
  void start() throws InterruptedException {
    postgres = TestDatabase.startPrivateServer();
    simulator = Simulator.start(SimulatorOptions.defaults().withOrganizations(6).withUsers(3));
    server = ServerFixture.restart(postgres.target(), simulator.baseUri(), config -> config);
    String directory =
        server
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("show data_directory").mapTo(String.class).one());
    log = Path.of(directory).resolveSibling("postgres.log");
    for (String setting : List.of("log_line_prefix = 'entry '", "log_statement = 'all'")) {
      server.jdbi().useHandle(handle -> handle.execute("alter system set " + setting));
    }
    server.jdbi().useHandle(handle -> handle.execute("select pg_reload_conf()"));
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

    List<String> statements = statementsOf(account.grower()::sync);

    assertThat(statements).as(String.join("", statements)).hasSizeBetween(15, 36);
  }

  @Test
  void theFirstReadingOfAnOrganizationExecutesFewStatements() throws Exception {
    String organization = account.previewOrganization();

    List<String> statements = statementsOf(() -> account.grower().choose(organization, "SELECTED"));

    assertThat(statements).as(String.join("", statements)).hasSizeBetween(20, 59);
  }

  private void selectAndRead(String organization) {
    account.select(organization);
    account.lastRunOnceOver();
  }

  /// Those of a request and of the sync that it starts.
  private List<String> statementsOf(Callable<?> request) throws Exception {
    long before = Files.size(log);
    request.call();
    Concurrency.await(() -> runningSyncs() == 0);
    return Arrays.stream(ENTRY.split(textAfter(before)))
        .filter(entry -> entry.startsWith("entry LOG:"))
        .filter(entry -> !OTHER.matcher(entry).find())
        .toList();
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
                        select count(*) /* the test's own */
                          from sync_run
                         where leaf_user_id = :leafUser
                           and state = 'RUNNING'
                        """)
                    .bind("leafUser", UUID.fromString(account.grower().leafUserId()))
                    .mapTo(Long.class)
                    .one());
  }
}
