package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.traffic.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The database fails at the worst moment: the provider has consumed the old refresh token, and the
/// new one is not stored yet.
class RefreshOutageIT {
  private static final AtomicInteger GRANTS = new AtomicInteger();

  private static TestDatabase.PrivateServer postgres;
  private static Simulator simulator;
  private static ServerFixture server;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private GrowerAccount account;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.startPrivateServer();
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withOrganizations(5)
                .withUsers(2)
                .withRotation(true)
                .withRevokeOnReuse(true));
    server = ServerFixture.restart(postgres.target(), simulator.baseUri(), config -> config);
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
    postgres.close();
  }

  /// The response of the token endpoint takes as long as the database needs to stop.
  @BeforeEach
  void attachAGrantThatIsDue() {
    account =
        GrowerAccount.attached(
            server.owner(), simulator.allCredentials().get(GRANTS.getAndIncrement()));
    expireAccessToken();
    simulator.control().clearRequests();
    simulator.control().addFault(Fault.slow(Duration.ofSeconds(4)).on("POST", "*/v1/token"));
  }

  @AfterEach
  void end() {
    executor.close();
  }

  @Test
  void keepsARotatedTokenUntilTheDatabaseIsBack() throws Exception {
    Future<ApiResponse> list = executor.submit(this::list);
    Concurrency.await(() -> simulator.control().faults().isEmpty());
    postgres.stop();
    Concurrency.await(() -> !refreshes().isEmpty());
    assertThat(account.api().get(account.user("")).status()).isEqualTo(503);
    assertThat(list).isNotDone();
    postgres.start();

    assertThat(list.get().status()).isEqualTo(200);
    assertGrantIsAlive();
  }

  /// The primary became a standby, or an operator made the database read-only.
  @Test
  void keepsARotatedTokenWhileTheDatabaseIsReadOnly() throws Exception {
    Future<ApiResponse> list = executor.submit(this::list);
    Concurrency.await(() -> simulator.control().faults().isEmpty());
    setReadOnly("on");
    Concurrency.await(() -> !refreshes().isEmpty());
    assertThat(list).isNotDone();
    setReadOnly("off");

    assertThat(list.get().status()).isEqualTo(200);
    assertGrantIsAlive();
  }

  private void assertGrantIsAlive() {
    expireAccessToken();
    assertThat(list().status()).isEqualTo(200);
    assertThat(refreshes()).hasSize(2).allMatch(request -> request.status() == 200);
  }

  private ApiResponse list() {
    return account.api().get(account.user("/organizations/JohnDeere"));
  }

  private static List<ReceivedRequest> refreshes() {
    return simulator.control().requests().stream()
        .filter(request -> request.target().endsWith("/v1/token"))
        .toList();
  }

  private static void setReadOnly(String onOrOff) {
    server
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("alter system set default_transaction_read_only = " + onOrOff);
              handle.execute("select pg_reload_conf()");
            });
    Concurrency.await(() -> setting("default_transaction_read_only").equals(onOrOff));
  }

  private static String setting(String name) {
    return server
        .jdbi()
        .withHandle(handle -> handle.createQuery("show " + name).mapTo(String.class).one());
  }

  private void expireAccessToken() {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "update credential set access_expires_at = now() - interval '1 hour' where"
                            + " leaf_user_id = :leafUser")
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .execute());
  }
}
