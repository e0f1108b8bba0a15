package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.App;
import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.traffic.ReceivedRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// A grant is refreshed once for any number of concurrent requests on any number of nodes. The
/// provider rotates refresh tokens and revokes a grant whose used token is sent again: one
/// additional refresh, or a lost response, would cost the grant.
class RefreshRaceIT {
  private static final int THREADS = 64;
  private static final String TOKEN = "*/v1/token";
  private static final AtomicInteger GRANTS = new AtomicInteger();

  private static Simulator simulator;
  private static ServerFixture server;
  private static List<ApiClient> nodes;

  private GrowerAccount account;
  private String grant;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withOrganizations(5)
                .withUsers(20)
                .withRotation(true)
                .withRevokeOnReuse(true));
    server =
        ServerFixture.start(simulator.baseUri(), Clock.systemUTC(), ConfigChange::withLongTimeout);
    App second = server.startNode();
    nodes =
        List.of(
            server.owner(),
            ApiClient.of(second.baseUri())
                .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD));
  }

  @AfterAll
  static void stop() {
    server.close();
    simulator.close();
  }

  @BeforeEach
  void attachASeparateGrant() {
    simulator.control().clearFaults();
    var credentials = simulator.allCredentials().get(GRANTS.getAndIncrement());
    grant = credentials.refreshToken();
    account = GrowerAccount.attached(nodes.getFirst(), credentials);
    simulator.control().clearRequests();
  }

  @RepeatedTest(3)
  void refreshesOnceWhenAllAskAtOnceOnTwoNodes() throws InterruptedException {
    expireAccessToken();

    assertThat(requestAllConcurrently()).extracting(ApiResponse::status).containsOnly(200);

    assertThat(refreshes()).hasSize(1);
    assertGrantIsAlive();
  }

  @Test
  void refreshesOnceThoughTheProviderTakesItsTime() throws InterruptedException {
    simulator.control().addFault(Fault.slow(Duration.ofSeconds(2)).on("POST", TOKEN));
    expireAccessToken();

    assertThat(requestAllConcurrently()).extracting(ApiResponse::status).containsOnly(200);

    assertThat(refreshes()).hasSize(1);
    assertGrantIsAlive();
  }

  @Test
  void refreshesOnceWhenTheProviderRefusesTheTokenToAll() throws InterruptedException {
    // The provider's clock is ahead: a token that is valid here has expired there.
    simulator.control().clock().advance(Duration.ofHours(13));

    assertThat(requestAllConcurrently()).extracting(ApiResponse::status).containsOnly(200);

    assertThat(refreshes()).hasSize(1);
    assertGrantIsAlive();
  }

  @RepeatedTest(3)
  void findsOutOnceThatAGrantIsDead() throws InterruptedException {
    List<String> open = account.idsWith("SELECTED");
    simulator.control().revokeGrant(grant);
    expireAccessToken();

    List<ApiResponse> answers = requestAllConcurrently();

    assertThat(answers)
        .allSatisfy(
            response -> {
              assertThat(response.status()).isEqualTo(400);
              assertThat(response.errorKey()).isEqualTo("credentialsUnauthenticated");
            });
    assertThat(refreshes()).hasSize(1);
    assertThat(account.idsWith("BLOCKED")).hasSameSizeAs(account.organizations());
    assertThat(open)
        .isNotEmpty()
        .allSatisfy(
            id ->
                assertThat(account.organization(id).json().path("blockedReason").stringValue())
                    .isEqualTo("CREDENTIAL_REVOKED"));
    assertThat(credentialStatus()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void asksTheProviderNothingMoreWithADeadGrant() {
    simulator.control().revokeGrant(grant);
    expireAccessToken();
    assertThat(ask(nodes.getFirst()).status()).isEqualTo(400);
    long asked = simulator.control().requestCount();

    for (ApiClient node : nodes) {
      assertThat(ask(node).errorKey()).isEqualTo("credentialsUnauthenticated");
      assertThat(node.post(account.user("/JohnDeere/organizations/sync")).errorKey())
          .isEqualTo("credentialsUnauthenticated");
    }

    assertThat(simulator.control().requestCount()).isEqualTo(asked);
  }

  @Test
  void doesNotSendATokenThatADeadNodeMayHaveSpent() {
    expireAccessToken();
    update("set lease_holder = gen_random_uuid(), lease_until = now() - interval '1 second'");

    for (ApiClient node : nodes) {
      ApiResponse pending = ask(node);
      assertThat(pending.status()).isEqualTo(503);
      assertThat(pending.errorKey()).isEqualTo("refreshPending");
      assertThat(pending.header("Retry-After")).isPresent();
      assertThat(pending.body()).contains("A refresh of the grant was interrupted");
    }

    assertThat(refreshes()).isEmpty();
    update("set lease_until = now() - interval '11 minutes'");
    assertThat(ask(nodes.getLast()).status()).isEqualTo(200);
    assertThat(refreshes()).hasSize(1);
    assertGrantIsAlive();
  }

  @Test
  void readsAgainWhatTheOtherNodeStores() throws Exception {
    expireAccessToken();
    update("set lease_holder = gen_random_uuid(), lease_until = now() + interval '1 minute'");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApiResponse> list = executor.submit(() -> ask(nodes.getLast()));
      Concurrency.await(this::aLeaseIsLookedAt);

      update(
          "set lease_holder = null, lease_until = null, token_version = token_version + 1,"
              + " access_expires_at = now() + interval '1 hour'");

      assertThat(list.get().status()).isEqualTo(200);
      assertThat(refreshes()).isEmpty();
    }
  }

  @Test
  void triesAgainAfterTheProviderWasDown() {
    simulator.control().addFault(Fault.status(503).on("POST", TOKEN));
    expireAccessToken();

    ApiResponse refused = ask(nodes.getFirst());
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(credentialStatus()).isEqualTo("TEMPORARILY_UNAVAILABLE");

    assertThat(ask(nodes.getLast()).status()).isEqualTo(200);
    assertThat(credentialStatus()).isEqualTo("OK");
    assertGrantIsAlive();
  }

  @Test
  void aRunThatJoinsTheRefreshOfAnotherCountsItsOwnCalls() throws Exception {
    simulator.control().addFault(Fault.slow(Duration.ofSeconds(2)).on("POST", TOKEN));
    expireAccessToken();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApiResponse> list = executor.submit(() -> ask(nodes.getFirst()));
      Concurrency.await(() -> simulator.control().faults().isEmpty());

      ApiResponse run = account.run(account.sync());

      assertThat(list.get().status()).isEqualTo(200);
      assertThat(refreshes()).hasSize(1);
      // The calls of the list are not counted for the run.
      assertThat(run.json().path("providerCalls").intValue()).isEqualTo(1);
    }
  }

  private List<ApiResponse> requestAllConcurrently() throws InterruptedException {
    return Concurrency.allAtOnce(THREADS, i -> ask(nodes.get(i % nodes.size())));
  }

  private ApiResponse ask(ApiClient node) {
    return node.get(account.user("/organizations/JohnDeere"));
  }

  /// The stored token is the one of the latest refresh: it can be refreshed again.
  private void assertGrantIsAlive() {
    expireAccessToken();
    assertThat(ask(nodes.getFirst()).status()).isEqualTo(200);
  }

  private boolean aLeaseIsLookedAt() {
    return server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from pg_stat_activity where datname ="
                                + " current_database() and pid <> pg_backend_pid() and query like"
                                + " '%lease_until is not null%'")
                        .mapTo(Integer.class)
                        .one())
        > 0;
  }

  private String credentialStatus() {
    return nodes
        .getFirst()
        .get(account.user("/john-deere-credentials"))
        .json()
        .path("status")
        .stringValue();
  }

  private static List<ReceivedRequest> refreshes() {
    return simulator.control().requests().stream()
        .filter(request -> request.target().endsWith("/v1/token"))
        .toList();
  }

  private void expireAccessToken() {
    update("set access_expires_at = now() - interval '1 hour'");
  }

  private void update(String set) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("update credential " + set + " where leaf_user_id = :leafUser")
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .execute());
  }
}
