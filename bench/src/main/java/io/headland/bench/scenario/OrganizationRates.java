package io.headland.bench.scenario;

import io.headland.bench.limit.Limit;
import io.headland.bench.limit.Transaction;
import io.headland.bench.load.Load;
import io.headland.bench.load.LoadResult;
import io.headland.bench.load.Requests;
import io.headland.bench.load.Workload;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.report.Plausibility;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.Usage;
import io.headland.bench.world.World;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Requests on organizations as fast as they are answered, compared with PostgreSQL alone.
///
/// Reference and server are measured alternately, so that other load of the machine affects both;
/// the round with the median ratio is reported.
public final class OrganizationRates {
  private static final int MOST_WARM_UPS = 4;

  private final Plan plan;
  private final ServerProcess server;
  private final Limit limit;
  private final Load load;
  private final Consumer<String> progress;

  public OrganizationRates(
      Plan plan, ServerProcess server, Limit limit, Consumer<String> progress) {
    this.plan = plan;
    this.server = server;
    this.limit = limit;
    this.load = new Load(server.port(), World.CONNECTIONS);
    this.progress = progress;
  }

  private record Round(double limitRate, LoadResult result, Duration cpu) {
    double ratio() {
      return result.perSecond() / limitRate;
    }

    double cpuMicros() {
      return cpu.toNanos() / 1e3 / result.latencies().count();
    }
  }

  public List<Finding> measure(Requests requests)
      throws IOException, InterruptedException, SQLException {
    return List.of(
        measure("get one organization", requests::get, Transaction.GET, 0.65),
        measure("list a page of 20", requests::list, Transaction.LIST, 0.75),
        measure("PATCH a status, as it is", requests::mark, Transaction.PATCH, 0.90));
  }

  /// Requests that select and deselect, and so start and stop runs. There is no reference for it,
  /// since most of the work is the server's own. To be measured last, since it leaves runs behind.
  public Finding measureWholeChoices(Requests requests) throws IOException, InterruptedException {
    String what = "PATCH a status, with what follows";
    progress.accept(what);
    warmUp(requests::choose);
    Usage before = server.usage();
    LoadResult result = load.withoutPauses(requests::choose, plan.serverRound());
    Duration cpu = cpuSince(before, result);
    double micros = cpu.toNanos() / 1e3 / result.latencies().count();
    return new Finding(
        what,
        String.format(Locale.ROOT, "%,.0f/s, CPU %.0f µs each", result.perSecond(), micros),
        "",
        result.perSecond(),
        new Goal.AtLeast(2_500, "/s"),
        Map.of("perSecond", result.perSecond(), "cpuMicros", micros));
  }

  private Finding measure(String what, Workload workload, Transaction transaction, double goal)
      throws IOException, InterruptedException, SQLException {
    progress.accept(what + ", warming up");
    warmUp(workload);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < plan.rounds(); i++) {
      Round round = round(workload, transaction);
      progress.accept(
          String.format(
              Locale.ROOT,
              "%s: %,.0f/s of %,.0f/s, %.2f; %.0f µs of CPU each",
              what,
              round.result().perSecond(),
              round.limitRate(),
              round.ratio(),
              round.cpuMicros()));
      rounds.add(round);
    }
    rounds.sort(Comparator.comparingDouble(Round::ratio));
    return finding(what, rounds.get(rounds.size() / 2), rounds, goal);
  }

  /// The JVM compiles methods after a number of calls, not after a time: on a busy machine this
  /// takes longer.
  private void warmUp(Workload workload) throws IOException, InterruptedException {
    long requests = 0;
    for (int i = 0; i < MOST_WARM_UPS && (i == 0 || requests < plan.warmUpRequests()); i++) {
      requests += load.withoutPauses(workload, plan.warmUp()).latencies().count();
    }
  }

  private Round round(Workload workload, Transaction transaction)
      throws IOException, InterruptedException, SQLException {
    double limitRate = limit.perSecond(transaction, plan.limitRound());
    Usage before = server.usage();
    LoadResult result = load.withoutPauses(workload, plan.serverRound());
    return new Round(limitRate, result, cpuSince(before, result));
  }

  private Duration cpuSince(Usage before, LoadResult result) {
    return Plausibility.cpu(
        "CPU of the server under load",
        server.usage().cpuSince(before),
        result.elapsed(),
        Runtime.getRuntime().availableProcessors());
  }

  private Finding finding(String what, Round median, List<Round> rounds, double goal) {
    var latencies = median.result().latencies();
    return new Finding(
        what,
        String.format(
            Locale.ROOT,
            "%,.0f/s, p50 %s, p99 %s, CPU %.0f µs",
            median.result().perSecond(),
            Formats.millis(latencies.median()),
            Formats.millis(latencies.percentile(99)),
            median.cpuMicros()),
        String.format(Locale.ROOT, "%,.0f/s (%s)", median.limitRate(), limit.name()),
        median.ratio(),
        new Goal.AtLeast(goal, ""),
        Map.of(
            "requestsPerSecond", median.result().perSecond(),
            "limitPerSecond", median.limitRate(),
            "limit", limit.name(),
            "ratios", rounds.stream().map(Round::ratio).toList(),
            "p50Millis", Formats.inMillis(latencies.median()),
            "p99Millis", Formats.inMillis(latencies.percentile(99)),
            "cpuMicrosPerRequest", median.cpuMicros(),
            "connections", World.CONNECTIONS));
  }
}
