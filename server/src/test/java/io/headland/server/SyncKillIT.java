package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.fault.Fault;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kill -9 in the middle of a sync, while others write.
class SyncKillIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String LISTING = "/platform/organizations";

  @TempDir Path folder;

  @Test
  void noConfirmedChangeIsLostAndTheNextSyncContinues() throws Exception {
    try (Simulator simulator =
        Simulator.start(
            SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(12))) {
      ServerSettings.in(folder)
          .owner()
          .johnDeere(simulator.baseUri())
          .set("providers.connect-timeout", "1s")
          .set("providers.request-timeout", "3s")
          .set("sync.lease", "5s")
          .write();
      Queue<String> created = new ConcurrentLinkedQueue<>();
      String leafUser;
      String chosen;
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        ApiClient api = ServerSettings.signIn(server);
        GrowerAccount account = GrowerAccount.attached(api, simulator.demoCredentials());
        leafUser = account.leafUserId();
        chosen = account.idsWith("SELECTED").getFirst();
        assertThat(account.choose(chosen, "PREVIEW").status()).isEqualTo(200);
        killDuringASync(server, account, simulator, chosen, created);
      }

      simulator.control().clearFaults();
      try (ServerProcess server = ServerProcess.run(folder, "serve")) {
        ApiClient api = ServerSettings.signIn(server);
        assertThat(created).isNotEmpty();
        for (String id : created) {
          assertThat(api.get(USERS + "/" + id).status()).isEqualTo(200);
        }
        GrowerAccount account = new GrowerAccount(api, leafUser);
        assertThat(account.status(chosen)).isEqualTo("PREVIEW");
        // Unchanged if the scheduled run was faster than the caller.
        assertThat(stateAfterTheInterruptedRun(account)).isIn("SUCCEEDED", "UNCHANGED");
        assertThat(account.status(chosen)).isEqualTo("PREVIEW");
        assertThat(account.organization(chosen).json().path("providerOrgName").stringValue())
            .isEqualTo("Named while it died");
        assertThat(server.stop()).isZero();
      }
    }
  }

  private static void killDuringASync(
      ServerProcess server,
      GrowerAccount account,
      Simulator simulator,
      String organization,
      Queue<String> created)
      throws InterruptedException {
    simulator.control().rename(organization, "Named while it died");
    simulator.control().clearRequests();
    simulator.control().addFault(Fault.slow(Duration.ofMillis(1_800)).on("GET", LISTING).always());
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      callers.execute(() -> untilItEnds(account::sync));
      for (int i = 0; i < 4; i++) {
        callers.execute(() -> untilItEnds(() -> create(account.api(), created)));
      }
      Concurrency.await(() -> !simulator.control().requests().isEmpty() && created.size() >= 5);
      server.kill();
    }
  }

  private static void create(ApiClient api, Queue<String> created) {
    ApiResponse user = api.post(USERS, "{\"name\": \"A grower\", \"email\": \"g@example.com\"}");
    if (user.status() == 201) {
      created.add(user.id());
    }
  }

  private static void untilItEnds(Runnable call) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        call.run();
      }
    } catch (UncheckedIOException _) {
      // Expected: the server was killed.
    }
  }

  /// The dead run blocks the account until its lease has expired; the caller repeats its request.
  private static String stateAfterTheInterruptedRun(GrowerAccount account) {
    AtomicReference<String> state = new AtomicReference<>("RUNNING");
    Concurrency.await(
        () -> {
          ApiResponse sync = account.sync();
          assertThat(sync.status()).isEqualTo(202);
          state.set(sync.header("X-Headland-Sync-State").orElseThrow());
          return !state.get().equals("RUNNING");
        });
    return state.get();
  }
}
