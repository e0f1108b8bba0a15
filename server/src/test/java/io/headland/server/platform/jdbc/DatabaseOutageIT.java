package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The database goes away under load and comes back.
class DatabaseOutageIT {
  private static final int CALLERS = 8;

  @Test
  void callersGet503UntilTheDatabaseIsBackAndNothingAnsweredIsLost() {
    try (TestDatabase.PrivateServer postgres = TestDatabase.startPrivateServer();
        Simulator simulator =
            Simulator.start(
                SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(12));
        ServerFixture server =
            ServerFixture.restart(postgres.target(), simulator.baseUri(), config -> config)) {
      ApiClient api = server.owner();
      GrowerAccount account = GrowerAccount.attached(api, simulator.demoCredentials());
      String organization = account.idsWith("SELECTED").getFirst();

      Queue<ApiResponse> answers = new ConcurrentLinkedQueue<>();
      Queue<String> created = new ConcurrentLinkedQueue<>();
      AtomicBoolean goOn = new AtomicBoolean(true);
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        AtomicInteger turn = new AtomicInteger();
        for (int i = 0; i < CALLERS; i++) {
          callers.execute(
              () -> {
                while (goOn.get()) {
                  answers.add(call(api, account, organization, turn.incrementAndGet(), created));
                }
              });
        }
        Concurrency.await(() -> count(answers, 200) > 50);
        postgres.stop();
        Concurrency.await(() -> count(answers, 503) > 5);
        assertThat(server.anonymous().get("/health/live").status()).isEqualTo(200);
        assertThat(server.anonymous().get("/health/ready").status()).isEqualTo(503);
        postgres.start();
        int before = count(answers, 200);
        Concurrency.await(() -> count(answers, 200) > before + 50);
        goOn.set(false);
      }

      assertThat(answers).allMatch(response -> List.of(200, 201, 503).contains(response.status()));
      assertThat(answers)
          .filteredOn(response -> response.status() == 503)
          .allMatch(response -> response.header("Retry-After").isPresent());
      Concurrency.await(() -> server.anonymous().get("/health/ready").status() == 200);
      for (String user : new ArrayList<>(created)) {
        assertThat(api.get("/services/usermanagement/api/users/" + user).status()).isEqualTo(200);
      }
      assertThat(api.get("/services/usermanagement/api/users?size=1").total())
          .isGreaterThanOrEqualTo(created.size() + 1L);
    }
  }

  private static ApiResponse call(
      ApiClient api, GrowerAccount account, String organization, int turn, Queue<String> created) {
    return switch (turn % 4) {
      case 0 -> account.choose(organization, turn % 8 == 0 ? "PREVIEW" : "SELECTED");
      case 1 -> {
        ApiResponse user =
            api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Grower %d\", \"email\": \"g@example.com\"}".formatted(turn));
        if (user.status() == 201) {
          created.add(user.id());
        }
        yield user;
      }
      default -> account.organization(organization);
    };
  }

  private static int count(Queue<ApiResponse> answers, int status) {
    return (int) answers.stream().filter(response -> response.status() == status).count();
  }
}
