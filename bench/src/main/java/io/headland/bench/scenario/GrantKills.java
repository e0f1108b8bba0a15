package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess.Grant;
import io.headland.bench.server.TokenRelay;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Kills the server 0 to 20 ms after the token endpoint sent a rotated refresh token, starts it
/// again with the same data folder, and checks whether the grant can still be refreshed.
public final class GrantKills {
  private static final int LONGEST_DELAY_MILLIS = 20;

  /// Refreshes of another account before each kill, as a server that has been running has made
  /// them.
  private static final int WARM_UP = 10;

  private static final int MOST_ATTEMPTS = 100;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final SyncWorld world;
  private final TokenRelay relay;
  private final Consumer<String> progress;
  private final Map<Integer, Integer> lost = new TreeMap<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  private GrantKills(SyncWorld world, TokenRelay relay, Consumer<String> progress) {
    this.world = world;
    this.relay = relay;
    this.progress = progress;
  }

  /// Kills the given number of servers, each with one account, and counts the grants that were
  /// lost.
  public static Finding measure(int kills, SyncWorld world, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    progress.accept("kills after the response of the token endpoint");
    try (TokenRelay relay = TokenRelay.start(world.simulator().tokenUrl())) {
      return new GrantKills(world, relay, progress).measure(kills);
    }
  }

  private Finding measure(int kills) throws IOException, InterruptedException, SQLException {
    ServerProcess server = start();
    String token = server.token();
    List<String> leafUsers = attach(server, token, kills + 1);
    server.close();
    server = start();
    try (callers) {
      for (int i = 0; i < kills; i++) {
        int delay = i % (LONGEST_DELAY_MILLIS + 1);
        warmUp(server, token, leafUsers.getLast());
        kill(server, token, leafUsers.get(i), Duration.ofMillis(delay));
        server = start();
        if (!isAlive(server, token, leafUsers.get(i))) {
          lost.merge(delay, 1, Integer::sum);
        }
        if (i % 21 == 20) {
          progress.accept((i + 1) + " kills, grants lost by delay in ms: " + lost);
        }
      }
    } finally {
      server.close();
    }
    int all = lost.values().stream().mapToInt(Integer::intValue).sum();
    return new Finding(
        "grants lost by kill -9, 0 to 20 ms after the response",
        "%d of %d; by delay in ms: %s".formatted(all, kills, lost),
        "",
        all,
        new Goal.None(),
        Map.of("kills", kills, "lostByDelayMillis", Map.copyOf(lost)));
  }

  private List<String> attach(ServerProcess server, String token, int count)
      throws IOException, InterruptedException {
    List<String> leafUsers = new ArrayList<>();
    try (OwnerClient client = new OwnerClient(server, token)) {
      for (Grant grant : world.nextGrants(count)) {
        String leafUser = client.createLeafUser("grower-" + leafUsers.size());
        client.attachJohnDeere(leafUser, grant);
        leafUsers.add(leafUser);
      }
    }
    return leafUsers;
  }

  private void warmUp(ServerProcess server, String token, String leafUser)
      throws IOException, InterruptedException, SQLException {
    for (int i = 0; i < WARM_UP; i++) {
      if (!isAlive(server, token, leafUser)) {
        throw new IOException("A refresh without a kill failed");
      }
    }
  }

  private void kill(ServerProcess server, String token, String leafUser, Duration delay)
      throws InterruptedException, SQLException {
    expire(leafUser);
    CountDownLatch killed = relay.afterNext(delay, server::kill);
    callers.execute(
        () -> {
          try (OwnerClient client = new OwnerClient(server, token)) {
            int _ = client.listOrganizations(leafUser);
          } catch (IOException _) {
            // The server was killed before it responded.
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    killed.await();
    server.awaitEnd();
  }

  /// Whether the stored token can be refreshed. A 503 gives no information about the grant.
  private boolean isAlive(ServerProcess server, String token, String leafUser)
      throws IOException, InterruptedException, SQLException {
    expire(leafUser);
    try (OwnerClient client = new OwnerClient(server, token)) {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        int status = client.listOrganizations(leafUser);
        if (status != 503) {
          return status == 200;
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
      throw new IOException("The grant of " + leafUser + " is neither refreshed nor rejected");
    }
  }

  /// The next request refreshes, regardless of a lease.
  private void expire(String leafUser) throws SQLException {
    world.run(
        """
        update credential
           set access_expires_at = now() - interval '1 hour', lease_holder = null, lease_until = null
         where leaf_user_id = '%s'
        """
            .formatted(leafUser));
  }

  private ServerProcess start() throws IOException, InterruptedException {
    return world.startServer(
        Map.of("HEADLAND_JOHN_DEERE_TOKEN_URL", relay.uri().toString()), List.of());
  }
}
