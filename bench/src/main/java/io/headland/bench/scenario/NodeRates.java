package io.headland.bench.scenario;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The rate of the same syncs by the number of nodes.
///
/// The rates of different numbers of nodes are only compared when other programs used about the
/// same share of the machine meanwhile.
///
/// @param cores of the machine
record NodeRates(List<Measured> steps, int cores) {
  /// The largest difference of the cores that other programs used.
  private static final double COMPARABLE = 0.25;

  /// The share of the machine from which on more nodes cannot be faster.
  private static final double SATURATED = 0.9;

  /// The share of the rate of one node that each further one must add while cores are free.
  private static final double LINEAR = 0.85;

  /// The syncs with one number of nodes.
  ///
  /// @param violations accounts without exactly one complete run, and repeated calls
  record Measured(int nodes, int accounts, ConcurrentAccounts.Result result, long violations) {
    double rate() {
      return result.perSecond(accounts);
    }

    double cores() {
      return result.cores(cpu().plus(result.others()));
    }

    /// CPU time of all that take part for an account, in milliseconds: it depends less on the load
    /// by other programs than the rate does.
    double cpuMillis() {
      return Formats.inMillis(cpu()) / accounts;
    }

    private Duration cpu() {
      return result.cpu().plus(result.pg()).plus(result.simulator());
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%d nodes: %.1f accounts/s in %.1f s; cores: servers %.2f, PostgreSQL %.2f, simulator"
              + " %.2f, other programs %.2f; %d violations",
          nodes,
          rate(),
          result.seconds(),
          result.cores(result.cpu()),
          result.cores(result.pg()),
          result.cores(result.simulator()),
          result.cores(result.others()),
          violations);
    }
  }

  Finding finding(String what, int accounts) {
    return new Finding(
        "first sync of %,d accounts on %s nodes, %s: rate relative to the first"
            .formatted(accounts, joined("%.0f", Measured::nodes), what),
        String.format(
            Locale.ROOT,
            "%s accounts/s, %s ms of CPU an account; of %d cores: PostgreSQL %s, all that take part"
                + " %s, other programs %s%s",
            joined("%.1f", Measured::rate),
            joined("%.0f", Measured::cpuMillis),
            cores,
            joined("%.2f", step -> step.result().cores(step.result().pg())),
            joined("%.2f", step -> step.cores() - others(step)),
            joined("%.2f", NodeRates::others),
            areComparable() ? "" : ": not compared"),
        "",
        areComparable() ? steps.getLast().rate() / steps.getFirst().rate() : 0,
        goal(),
        Map.of(
            "nodes", list(Measured::nodes),
            "accountsPerSecond", list(Measured::rate),
            "cpuMillisOfAnAccount", list(Measured::cpuMillis),
            "seconds", list(step -> step.result().seconds()),
            "serverCores", list(step -> step.result().cores(step.result().cpu())),
            "postgresCores", list(step -> step.result().cores(step.result().pg())),
            "simulatorCores", list(step -> step.result().cores(step.result().simulator())),
            "otherCores", list(NodeRates::others)));
  }

  /// Without free cores, more nodes must not be slower; otherwise each must add its share.
  private Goal goal() {
    if (!areComparable() || steps.size() < 2) {
      return new Goal.None();
    }
    boolean saturated = steps.getFirst().cores() >= SATURATED * cores;
    double ratio = (double) steps.getLast().nodes() / steps.getFirst().nodes();
    return new Goal.AtLeast(saturated ? LINEAR : 1 + LINEAR * (ratio - 1), "");
  }

  boolean areComparable() {
    return list(NodeRates::others).stream().mapToDouble(Double::doubleValue).max().orElse(0)
            - list(NodeRates::others).stream().mapToDouble(Double::doubleValue).min().orElse(0)
        <= COMPARABLE;
  }

  private static double others(Measured step) {
    return step.result().cores(step.result().others());
  }

  private List<Double> list(ToDoubleFunction<Measured> value) {
    return steps.stream().map(value::applyAsDouble).toList();
  }

  private String joined(String format, ToDoubleFunction<Measured> value) {
    return list(value).stream()
        .map(one -> String.format(Locale.ROOT, format, one))
        .collect(Collectors.joining(", "));
  }
}
