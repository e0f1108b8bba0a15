package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kill -9 while a grant is refreshed, at a provider that rotates refresh tokens and ends a grant
/// whose spent token is shown again.
class GrantKillIT {
  private static final String TOKEN = "*/v1/token";

  @TempDir Path folder;

  @Test
  void aKillDuringARefreshCostsNeitherTheGrantNorTime() throws Exception {
    try (Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults()
                    .withOrganizations(5)
                    .withRotation(true)
                    .withRevokeOnReuse(true));
        Database database = TestDatabase.create(2);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      ServerSettings.in(folder)
          .owner()
          .database(database.target())
          .johnDeere(simulator.baseUri())
          .set("sync.lease", "1h")
          .set("credentials.refresh-wait", "5m")
          .write();
      String leafUser = killBeforeTheCommit(simulator, database, callers);
      assertThat(pendingFiles()).hasSize(1);
      database.jdbi().useHandle(handle -> handle.execute("drop trigger wait on credential"));

      // Before the server listens, the grant is committed.
      killBeforeTheResponse(simulator, database, leafUser, callers);
      assertThat(pendingFiles()).hasSize(1);

      // `Properties` ignores repeated keys without an error.
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        GrowerAccount account = new GrowerAccount(ServerSettings.signIn(server), leafUser);
        assertThat(list(account).status()).isEqualTo(200);
        assertThat(pendingFiles()).isEmpty();
        assertThat(server.stop()).isZero();
      }
    }
  }

  /// The provider has spent the old token, and the commit of the new one waits.
  private String killBeforeTheCommit(
      Simulator simulator, Database database, ExecutorService callers) throws Exception {
    try (ServerProcess server = ServerProcess.run(folder, "serve")) {
      GrowerAccount account =
          GrowerAccount.attached(ServerSettings.signIn(server), simulator.demoCredentials());
      expireAccessToken(database);
      database
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute(
                    """
                    create function wait() returns trigger language plpgsql as
                    $$ begin perform pg_sleep(3600); return new; end $$
                    """);
                handle.execute(
                    """
                    create trigger wait before update of secrets on credential
                    for each row execute function wait()
                    """);
              });
      callers.execute(() -> untilItEnds(account));
      Concurrency.await(() -> pendingFiles().stream().anyMatch(GrantKillIT::isComplete));
      server.kill();
      endSessions(database);
      return account.leafUserId();
    }
  }

  private void killBeforeTheResponse(
      Simulator simulator, Database database, String leafUser, ExecutorService callers)
      throws Exception {
    try (ServerProcess server = ServerProcess.run(folder, "serve")) {
      GrowerAccount account = new GrowerAccount(ServerSettings.signIn(server), leafUser);
      assertThat(list(account).status()).isEqualTo(200);
      expireAccessToken(database);
      simulator
          .control()
          .addFault(Fault.status(503).delayed(Duration.ofMinutes(2)).on("POST", TOKEN));
      callers.execute(() -> untilItEnds(account));
      Concurrency.await(() -> simulator.control().faults().isEmpty());
      server.kill();
    }
  }

  private static ApiResponse list(GrowerAccount account) {
    return account.api().get(account.user("/organizations/JohnDeere"));
  }

  private static void untilItEnds(GrowerAccount account) {
    try {
      ApiResponse _ = list(account);
    } catch (UncheckedIOException _) {
      // Expected: the server was killed.
    }
  }

  private static void expireAccessToken(Database database) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update credential set access_expires_at = now() - interval '1 hour'"));
  }

  /// PostgreSQL does not detect immediately that the client of a waiting statement has
  /// disconnected.
  private static void endSessions(Database database) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                        + " current_database() and query like 'update credential%'"));
  }

  private List<Path> pendingFiles() {
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve("pending-grants"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isComplete(Path file) {
    return file.toString().endsWith(".pending");
  }
}
