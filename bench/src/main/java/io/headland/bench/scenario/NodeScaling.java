package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The first sync of many small accounts on one to several nodes with one PostgreSQL.
public final class NodeScaling {
  private static final int ORGANIZATIONS = 1;
  private static final int FIELDS = 10;

  private static final Duration LATENCY = Duration.ofMillis(300);
  private static final int FEW_WORKERS = 2;

  /// Accounts for each node before a measurement, for which the JVM compiles methods.
  private static final int WARM_UP = 200;

  private static final int WAITING_WARM_UP = 100;

  private static final String RUNS = "select count(*) from sync_run";
  private static final String ACCOUNTS = "select count(distinct leaf_user_id) from sync_run";
  private static final String FAILED =
      """
      select count(*)
        from sync_run_organization
       where state not in ('SUCCEEDED', 'UNCHANGED')
      """;

  private final Variant variant;
  private final List<Integer> numbers;
  private final Consumer<String> progress;

  /// One kind of measurement.
  ///
  /// @param workers of each node
  /// @param accounts for each number of nodes
  /// @param warmUp accounts for each node before that
  private record Variant(String what, Duration latency, int workers, int accounts, int warmUp) {
    static Variant ofCpu(int accounts) {
      return new Variant("latency 0, 16 workers each", Duration.ZERO, 16, accounts, WARM_UP);
    }

    static Variant ofWaiting(int accounts) {
      return new Variant(
          "latency %d ms, %d workers each".formatted(LATENCY.toMillis(), FEW_WORKERS),
          LATENCY,
          FEW_WORKERS,
          accounts,
          WAITING_WARM_UP);
    }

    int users(List<Integer> numbers) {
      return numbers.stream().mapToInt(nodes -> accounts + warmUp * nodes).sum();
    }
  }

  private NodeScaling(Variant variant, List<Integer> numbers, Consumer<String> progress) {
    this.variant = variant;
    this.numbers = List.copyOf(numbers);
    this.progress = progress;
  }

  /// Nodes that use the CPU completely, because the provider responds immediately.
  ///
  /// @param accounts for each number of nodes
  /// @param numbers of nodes
  public static NodeScaling busy(int accounts, List<Integer> numbers, Consumer<String> progress) {
    return new NodeScaling(Variant.ofCpu(accounts), numbers, progress);
  }

  /// Nodes with few workers, which wait for a slow provider most of the time.
  ///
  /// @param accounts for each number of nodes
  /// @param numbers of nodes
  public static NodeScaling waiting(
      int accounts, List<Integer> numbers, Consumer<String> progress) {
    return new NodeScaling(Variant.ofWaiting(accounts), numbers, progress);
  }

  /// The size of the simulator's world.
  public SimulatorProcess.Size world() {
    return new SimulatorProcess.Size(variant.users(numbers), ORGANIZATIONS, FIELDS, 1);
  }

  public List<Finding> measure(SyncWorld world)
      throws IOException, InterruptedException, SQLException {
    List<NodeRates.Measured> steps = new ArrayList<>();
    for (int nodes : numbers) {
      NodeRates.Measured step = step(world, nodes);
      progress.accept(step.text());
      steps.add(step);
    }
    NodeRates rates = new NodeRates(steps, Runtime.getRuntime().availableProcessors());
    return List.of(rates.finding(variant.what(), variant.accounts()), exactness(steps));
  }

  private NodeRates.Measured step(SyncWorld world, int count)
      throws IOException, InterruptedException, SQLException {
    progress.accept(
        "%,d accounts on %d nodes, %s".formatted(variant.accounts(), count, variant.what()));
    List<Node> nodes = new ArrayList<>();
    try {
      for (int number = 1; number <= count; number++) {
        nodes.add(start(world, number, nodes));
      }
      ConcurrentAccounts warmUp = new ConcurrentAccounts(world, nodes);
      warmUp.prepare(variant.warmUp() * count);
      warmUp.sync();
      ConcurrentAccounts wave = new ConcurrentAccounts(world, nodes);
      wave.prepare(variant.accounts());
      Exactness before = Exactness.read(world);
      world.simulator().answerAfter(variant.latency());
      ConcurrentAccounts.Result result = wave.sync();
      world.simulator().answerAfter(Duration.ZERO);
      return new NodeRates.Measured(
          count,
          variant.accounts(),
          result,
          Exactness.read(world).since(before).violations(variant.accounts(), result));
    } finally {
      nodes.reversed().forEach(Node::close);
    }
  }

  private Node start(SyncWorld world, int number, List<Node> others)
      throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "HEADLAND_SYNC_PARALLELISM",
            Integer.toString(variant.workers()),
            "HEADLAND_PROVIDERS_CALLS_PER_SECOND",
            "0");
    ServerProcess server =
        others.isEmpty()
            ? world.startServer(settings, List.of())
            : world.startFurtherServer(number, settings);
    try {
      return new Node(server, others.isEmpty() ? world.client(server) : new OwnerClient(server));
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close(); // a server without an owner must not continue to run
      throw e;
    }
  }

  /// Counts of all syncs so far.
  private record Exactness(double runs, double accounts, double failed) {
    static Exactness read(SyncWorld world) throws SQLException {
      return new Exactness(world.number(RUNS), world.number(ACCOUNTS), world.number(FAILED));
    }

    Exactness since(Exactness earlier) {
      return new Exactness(
          runs - earlier.runs, accounts - earlier.accounts, failed - earlier.failed);
    }

    /// Runs too many or too few, organizations that were not read, and repeated calls.
    long violations(int expected, ConcurrentAccounts.Result result) {
      double wrong = Math.abs(runs - expected) + Math.abs(accounts - expected) + failed;
      return (long) wrong + result.calls().repeated() + result.calls().uncounted();
    }
  }

  private Finding exactness(List<NodeRates.Measured> steps) {
    long violations = steps.stream().mapToLong(NodeRates.Measured::violations).sum();
    int calls = steps.stream().mapToInt(step -> step.result().calls().all()).sum();
    List<Integer> each = steps.stream().map(step -> step.result().calls().all()).toList();
    return new Finding(
        "the same: accounts without exactly one complete run, repeated calls",
        String.format(
            Locale.ROOT,
            "%d; %,d accounts on each number of nodes, %,d calls",
            violations,
            variant.accounts(),
            calls),
        "",
        violations,
        new Goal.AtMost(0, ""),
        Map.of("calls", Collections.unmodifiableList(each)));
  }
}
