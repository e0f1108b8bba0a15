package io.headland.bench.soak;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.soak.check.GrantChecker.Loss;
import io.headland.bench.soak.check.GrantHistory;
import io.headland.bench.soak.check.Growth;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.Occurrence;
import io.headland.bench.soak.check.Outcome;
import io.headland.bench.soak.check.Sample;
import io.headland.bench.soak.check.Step;
import io.headland.bench.soak.check.Violation;
import io.headland.bench.soak.fault.Fault;
import io.headland.bench.soak.fault.FaultSchedule;
import io.headland.bench.soak.load.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// The findings of a soak test.
final class SoakReport {
  private static final double MOST_GROWTH = 1.25;
  private static final double MOST_SECONDS = 30;
  private static final double MEGA = 1e6;

  private final History history;
  private final GrantHistory grants;
  private final Traffic traffic;
  private final ProcessSupervisor supervisor;
  private final Map<Fault, String> skipped;
  private final Instant started;
  private final Instant ended;

  SoakReport(
      History history,
      GrantHistory grants,
      Traffic traffic,
      ProcessSupervisor supervisor,
      Map<Fault, String> skipped,
      Instant started,
      Instant ended) {
    this.history = history;
    this.grants = grants;
    this.traffic = traffic;
    this.supervisor = supervisor;
    this.skipped = skipped;
    this.started = started;
    this.ended = ended;
  }

  /// Prints each violation with the faults before it, and each grant of the documented class.
  void print(List<Loss> losses, Consumer<String> progress) {
    for (Loss loss : losses) {
      loss.killedAfter()
          .ifPresent(
              after ->
                  progress.accept(
                      "grant lost in the documented window, killed %d ms after the response: %s"
                          .formatted(after.toMillis(), loss.what())));
    }
    for (Violation violation : history.violations()) {
      progress.accept(
          "VIOLATION %s, at %s (%d s after the beginning): %s; faults: %s"
              .formatted(
                  violation.type(),
                  violation.when(),
                  Duration.between(started, violation.when()).toSeconds(),
                  violation.what(),
                  history.faultsBefore(violation.when())));
    }
  }

  List<Finding> findings(List<Loss> losses, int starts) {
    List<Finding> findings = new ArrayList<>();
    findings.add(faults(starts));
    findings.add(requests());
    findings.add(writes());
    for (Violation.Type type : Violation.Type.values()) {
      long count = history.violations().stream().filter(v -> v.type() == type).count();
      findings.add(
          Finding.of(
              "soak: " + type.text(),
              Long.toString(count),
              (double) count,
              new Goal.AtMost(0, "")));
    }
    findings.add(documented(losses));
    findings.add(recovery());
    Duration warmUp = Duration.ofSeconds(Math.min(60, duration().toSeconds() / 8));
    for (int node = 0; node < FaultSchedule.NODES; node++) {
      findings.add(growth(node, "memory", warmUp, Sample::residentBytes, MEGA, "MB"));
      findings.add(growth(node, "heap after a collection", warmUp, Sample::heapBytes, MEGA, "MB"));
      findings.add(growth(node, "file handles", warmUp, Sample::handles, 1, ""));
    }
    return findings;
  }

  private Duration duration() {
    return Duration.between(started, ended);
  }

  private Finding faults(int starts) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Occurrence fault : history.faults()) {
      counts.merge(fault.what().replaceFirst(":.*", ""), 1, Integer::sum);
    }
    skipped.forEach((fault, _) -> counts.put(fault.text() + " (skipped)", 0));
    double load = supervisor.loads().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return Finding.of(
        "soak: faults",
        String.format(
            Locale.ROOT, "%s; %d starts of servers; load average %.1f", counts, starts, load),
        history.faults().size(),
        new Goal.None());
  }

  private Finding requests() {
    Map<Integer, Long> byStatus = new TreeMap<>(traffic.byStatus());
    long all = byStatus.values().stream().mapToLong(Long::longValue).sum();
    return Finding.of(
        "soak: requests by status (0: no response)",
        byStatus + " in " + duration().toSeconds() + " s",
        (double) all,
        new Goal.None());
  }

  private Finding writes() {
    Map<Outcome, Integer> counts = new TreeMap<>();
    for (Step step : history.steps()) {
      if (step instanceof Step.Write write) {
        counts.merge(write.outcome(), 1, Integer::sum);
      }
    }
    return Finding.of(
        "soak: writes",
        counts.toString().toLowerCase(Locale.ROOT),
        counts.getOrDefault(Outcome.ACKNOWLEDGED, 0),
        new Goal.None());
  }

  private Finding documented(List<Loss> losses) {
    List<Long> millis =
        losses.stream()
            .flatMap(loss -> loss.killedAfter().stream())
            .map(Duration::toMillis)
            .sorted()
            .toList();
    return Finding.of(
        "soak: grants lost between response and file (documented)",
        "%d; kills after ms: %s; %d refreshes, %d kills"
            .formatted(millis.size(), millis, grants.refreshes(), grants.kills().size()),
        millis.size(),
        new Goal.None());
  }

  /// The time from the end of a fault to the next success of each node; faults that were followed
  /// by another one before that do not count.
  private Finding recovery() {
    double longest = 0;
    String after = "no fault";
    for (Occurrence fault : history.faults()) {
      if (fault.to().isEmpty()) {
        continue;
      }
      Instant end = fault.to().get();
      for (int node = 0; node < FaultSchedule.NODES; node++) {
        double seconds =
            traffic
                .untilSuccess(node, end)
                .map(until -> until.toMillis() / 1e3)
                .orElse(Double.MAX_VALUE);
        if (seconds > longest && isUndisturbed(fault, end, seconds)) {
          longest = seconds;
          after = "node %d after %s".formatted(node + 1, fault.what());
        }
      }
    }
    return Finding.of(
        "soak: longest time from the end of a fault to a success",
        String.format(Locale.ROOT, "%.1f s: %s", longest, after),
        longest,
        new Goal.AtMost(MOST_SECONDS, "s"));
  }

  private boolean isUndisturbed(Occurrence fault, Instant end, double seconds) {
    Instant success = end.plusMillis((long) Math.min(seconds * 1e3, 60_000));
    return history.faults().stream()
        .filter(other -> !other.equals(fault))
        .noneMatch(
            other -> other.from().isBefore(success) && other.to().orElse(Instant.MAX).isAfter(end));
  }

  private Finding growth(
      int node,
      String what,
      Duration warmUp,
      Function<Sample, OptionalLong> figure,
      double unit,
      String unitName) {
    String name = "soak: node %d, %s, last third to first".formatted(node + 1, what);
    Optional<Growth> growth = Growth.of(supervisor.samples(), node, warmUp, started, ended, figure);
    if (growth.isEmpty()) {
      return Finding.of(name, "too few samples", 1, new Goal.None());
    }
    Growth found = growth.get();
    return Finding.of(
        name,
        String.format(
                Locale.ROOT,
                "median %.0f, then %.0f %s",
                found.first() / unit,
                found.last() / unit,
                unitName)
            .strip(),
        found.ratio(),
        new Goal.AtMost(MOST_GROWTH, ""));
  }
}
