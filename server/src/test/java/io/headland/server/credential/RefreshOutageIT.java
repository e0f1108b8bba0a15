package io.headland.server.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Crowd;
import io.headland.server.ServerFixture;
import io.headland.server.http.ApiAnswer;
import io.headland.server.http.ApiClient;
import io.headland.server.organization.GrowerAccount;
import io.headland.server.persistence.TestDatabase;
import io.headland.simulator.Fault;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The database goes away at the worst moment: the provider has spent the old refresh token, and
/// the new one is stored nowhere.
class RefreshOutageIT {
  @Test
  void keepsARotatedTokenUntilTheDatabaseIsBack() throws Exception {
    try (TestDatabase.PrivateServer postgres = TestDatabase.startPrivateServer();
        Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults()
                    .withOrganizations(5)
                    .withRotation(true)
                    .withPunishReuse(true));
        ServerFixture server =
            ServerFixture.startOver(postgres.target(), simulator.baseUri(), config -> config);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiClient owner = server.owner();
      GrowerAccount account = GrowerAccount.attached(owner, simulator.demoCredentials());
      expireAccessToken(server);
      simulator.control().clearRequests();
      simulator.control().addFault(Fault.slow(Duration.ofSeconds(4)).on("POST", "*/v1/token"));

      Future<ApiAnswer> list =
          executor.submit(() -> owner.get(account.user("/organizations/JohnDeere")));
      Crowd.await(() -> simulator.control().faults().isEmpty());
      postgres.stop();
      Crowd.await(() -> simulator.control().requestCount() == 1);
      assertThat(owner.get(account.user("")).status()).isEqualTo(503);
      assertThat(list).isNotDone();
      postgres.start();

      assertThat(list.get().status()).isEqualTo(200);
      expireAccessToken(server);
      assertThat(owner.get(account.user("/organizations/JohnDeere")).status()).isEqualTo(200);
      assertThat(
              simulator.control().requests().stream()
                  .filter(request -> request.target().endsWith("/v1/token")))
          .hasSize(2)
          .allMatch(request -> request.status() == 200);
    }
  }

  private static void expireAccessToken(ServerFixture server) {
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update credential set access_expires_at = now() - interval '1 hour'"));
  }
}
