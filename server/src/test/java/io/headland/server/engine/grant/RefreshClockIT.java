package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two nodes, one with a wrong clock.
class RefreshClockIT {
  private Simulator simulator;
  private ServerFixture server;
  private ApiClient exact;
  private ApiClient ahead;
  private GrowerAccount account;

  @BeforeEach
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withOrganizations(2)
                .withRotation(true)
                .withRevokeOnReuse(true));
    server =
        ServerFixture.start(simulator.baseUri(), Clock.systemUTC(), ConfigChange::withLongTimeout);
    exact = server.owner();
    account = GrowerAccount.attached(exact, simulator.allCredentials().getFirst());
    MovableClock clock = new MovableClock();
    clock.advance(Duration.ofDays(40));
    ahead =
        ApiClient.of(server.startNode(clock).baseUri())
            .signIn(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
  }

  @AfterEach
  void stop() {
    server.close();
    simulator.close();
  }

  /// By its clock the refresh of the other node began 40 days ago, and one of its own ends in 40
  /// days.
  @Test
  void aNodeWhoseClockIsAheadDoesNotSendTheTokenThatAnotherNodeIsRefreshing()
      throws InterruptedException {
    simulator.control().addFault(Fault.slow(Duration.ofSeconds(2)).on("POST", "*/v1/token"));
    expireAccessToken();

    List<ApiResponse> answers = Concurrency.allAtOnce(2, i -> list(i == 0 ? exact : ahead));

    assertThat(answers).extracting(ApiResponse::status).containsOnly(200);
    expireAccessToken();
    assertThat(list(exact).status()).isEqualTo(200);
  }

  private ApiResponse list(ApiClient node) {
    return node.get(account.user("/organizations/JohnDeere"));
  }

  private void expireAccessToken() {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "update credential set access_expires_at = now() - interval '1 hour'"
                            + " where leaf_user_id = :leafUser")
                    .bind("leafUser", UUID.fromString(account.leafUserId()))
                    .execute());
  }
}
