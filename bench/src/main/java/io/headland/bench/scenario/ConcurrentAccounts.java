package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess.Calls;
import io.headland.bench.server.SimulatorProcess.Grant;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Accounts whose credentials are stored at about the same time, and which are synced for the first
/// time.
final class ConcurrentAccounts {
  /// The number of credentials that are stored concurrently by each node.
  private static final int CONCURRENCY = 8;

  private static final String FIELDS = "select count(*) from field";
  private static final String ROWS =
      """
      select (select count(*) from grower) + (select count(*) from farm)
           + (select count(*) from field) + (select count(*) from field_boundary)
      """;

  private final SyncWorld world;
  private final List<Node> nodes;
  private final Map<String, Grant> accounts = new HashMap<>();

  ConcurrentAccounts(SyncWorld world, ServerProcess server, OwnerClient client) {
    this(world, List.of(new Node(server, client)));
  }

  /// Accounts that are distributed evenly over nodes.
  ConcurrentAccounts(SyncWorld world, List<Node> nodes) {
    this.world = world;
    this.nodes = List.copyOf(nodes);
  }

  /// The cost up to the end of the last run.
  ///
  /// @param cpu of all servers
  /// @param others CPU time of programs that do not take part; zero if the system does not report
  ///   it
  record Result(
      Duration elapsed,
      Calls calls,
      long rows,
      long fields,
      Duration cpu,
      Duration pg,
      Duration simulator,
      Duration others) {
    double seconds() {
      return Formats.inSeconds(elapsed);
    }

    double perSecond(long count) {
      return count / seconds();
    }

    /// The number of cores that a CPU time occupied on average.
    double cores(Duration cpu) {
      return Formats.inSeconds(cpu) / seconds();
    }
  }

  /// By the ids of their Leaf users.
  Map<String, Grant> accounts() {
    return accounts;
  }

  void prepare(int count) throws IOException, InterruptedException {
    List<Callable<Void>> creations = new ArrayList<>();
    for (Grant grant : world.nextGrants(count)) {
      OwnerClient client = client(creations.size());
      creations.add(
          () -> {
            String id = client.createLeafUser("grower-" + grant.refreshToken());
            synchronized (accounts) {
              accounts.put(id, grant);
            }
            return null;
          });
    }
    atOnce(creations, CONCURRENCY);
  }

  /// Stores all credentials and waits until all runs have ended.
  Result sync() throws IOException, InterruptedException, SQLException {
    return measure(this::attach);
  }

  /// Stores all credentials.
  void attach() throws IOException, InterruptedException {
    List<Callable<Void>> attachments = new ArrayList<>();
    accounts.forEach(
        (leafUser, grant) -> {
          OwnerClient client = client(attachments.size());
          attachments.add(
              () -> {
                client.attachJohnDeere(leafUser, grant);
                return null;
              });
        });
    atOnce(attachments, CONCURRENCY * nodes.size());
  }

  /// Starts another sync of each account.
  void syncAgain(OwnerClient client) throws IOException, InterruptedException {
    List<Callable<Void>> syncs = new ArrayList<>();
    for (String leafUser : accounts.keySet()) {
      syncs.add(
          () -> {
            client.sync(leafUser, "JohnDeere");
            return null;
          });
    }
    atOnce(syncs, CONCURRENCY);
  }

  private OwnerClient client(int account) {
    return nodes.get(account % nodes.size()).client();
  }

  /// Starts runs.
  interface Beginning {
    void run() throws IOException, InterruptedException;
  }

  Result measure(Beginning beginning) throws IOException, InterruptedException, SQLException {
    world.simulator().forgetCalls();
    double rows = world.number(ROWS);
    double fields = world.number(FIELDS);
    long readings = System.nanoTime();
    List<ServerProcess> servers = nodes.stream().map(Node::server).toList();
    CpuTimes before = CpuTimes.read(world, servers);
    long start = System.nanoTime();
    beginning.run();
    world.awaitRest();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    CpuTimes used = CpuTimes.read(world, servers).since(before);
    used.check(Duration.ofNanos(System.nanoTime() - readings));
    return new Result(
        elapsed,
        world.simulator().calls(),
        (long) (world.number(ROWS) - rows),
        (long) (world.number(FIELDS) - fields),
        used.servers(),
        used.pg(),
        used.simulator(),
        used.others());
  }

  private static void atOnce(List<Callable<Void>> tasks, int concurrency)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("The request to the server failed", e.getCause());
    }
  }
}
