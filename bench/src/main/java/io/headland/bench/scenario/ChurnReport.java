package io.headland.bench.scenario;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Compares the last days of a month of changes with the days after the tables were rewritten.
///
/// @param days in their order
/// @param last the tables at the end of the last day
/// @param compact the same after they were rewritten
record ChurnReport(
    List<ChurnedDay> days, Map<String, TableSize> last, Map<String, TableSize> compact) {
  private static final int FIRST = 5;

  /// The number of days whose rates are averaged.
  private static final int AVERAGED = 4;

  private static final double LARGEST_GROWTH = 2;
  private static final double SMALLEST_RATE = 0.9;

  /// The largest difference of the cores that other programs used.
  private static final double COMPARABLE = 0.25;

  List<Finding> findings() {
    return List.of(growth(), compaction(), rate(), cpu(), vacuums(), queries());
  }

  private Finding growth() {
    List<TableGrowth> tables = TableGrowth.between(days.get(FIRST - 1).tables(), last);
    return sizes(
        "size of the tables, day %d relative to day %d: the largest"
            .formatted(days.getLast().number(), FIRST),
        tables,
        new Goal.AtMost(LARGEST_GROWTH, ""));
  }

  private Finding compaction() {
    return sizes(
        "the same relative to rewritten tables (vacuum full)",
        TableGrowth.between(compact, last),
        new Goal.None());
  }

  private Finding sizes(String what, List<TableGrowth> tables, Goal goal) {
    Map<String, Object> figures = new HashMap<>();
    tables.forEach(
        table ->
            figures.put(
                table.table(),
                days.stream().map(day -> day.table(table.table()).bytes()).toList()));
    return new Finding(
        what,
        TableGrowth.text(tables),
        "",
        tables.isEmpty() ? 0 : tables.getFirst().ratio(),
        goal,
        figures);
  }

  private Finding rate() {
    double early = early(ChurnedDay::rate);
    double late = late(ChurnedDay::rate);
    double earlyOthers = early(ChurnedDay::otherCores);
    double lateOthers = late(ChurnedDay::otherCores);
    boolean comparable = Math.abs(earlyOthers - lateOthers) <= COMPARABLE;
    return new Finding(
        "scheduled syncs, the last %d days relative to those from day %d"
            .formatted(AVERAGED, FIRST),
        String.format(
            Locale.ROOT,
            "%.1f accounts/s after %.1f; cores of other programs %.2f after %.2f%s; %d failed",
            late,
            early,
            lateOthers,
            earlyOthers,
            comparable ? "" : ": not compared",
            days.stream().mapToInt(ChurnedDay::failed).sum()),
        "",
        comparable ? late / early : 0,
        comparable ? new Goal.AtLeast(SMALLEST_RATE, "") : new Goal.None(),
        Map.of(
            "accountsPerSecond", list(ChurnedDay::rate),
            "otherCores", list(ChurnedDay::otherCores),
            "changedFields", list(ChurnedDay::changedFields)));
  }

  private Finding cpu() {
    double early = early(ChurnedDay::pgMillis);
    double late = late(ChurnedDay::pgMillis);
    return new Finding(
        "the same: CPU of PostgreSQL for an account",
        String.format(Locale.ROOT, "%.1f ms after %.1f ms", late, early),
        "",
        late / early,
        new Goal.None(),
        Map.of(
            "postgresMillis", list(ChurnedDay::pgMillis),
            "serverMillis", list(ChurnedDay::serverMillis)));
  }

  private Finding vacuums() {
    ChurnedDay first = days.get(FIRST - 1);
    Map<String, Object> figures = new TreeMap<>();
    String text =
        last.entrySet().stream()
            .filter(table -> table.getValue().vacuums() > first.table(table.getKey()).vacuums())
            .map(
                table -> {
                  TableSize size = table.getValue();
                  TableSize before = first.table(table.getKey());
                  figures.put(
                      table.getKey(),
                      days.stream().map(day -> day.table(table.getKey()).dead()).toList());
                  return String.format(
                      Locale.ROOT,
                      "%s %d (%,d dead of %,d rows; %d %% of updates without index)",
                      table.getKey(),
                      size.vacuums() - before.vacuums(),
                      size.dead(),
                      size.dead() + size.live(),
                      100 * size.hotUpdates() / Math.max(size.updates(), 1));
                })
            .collect(Collectors.joining("; "));
    long count =
        last.entrySet().stream()
            .mapToLong(table -> table.getValue().vacuums() - first.table(table.getKey()).vacuums())
            .sum();
    return new Finding(
        "runs of autovacuum since day %d".formatted(FIRST),
        text,
        "",
        count,
        new Goal.None(),
        figures);
  }

  private Finding queries() {
    Map<String, Double> ratios = new TreeMap<>();
    Map<String, Object> figures = new HashMap<>();
    days.getLast()
        .probes()
        .keySet()
        .forEach(
            query -> {
              ToDoubleFunction<ChurnedDay> time = day -> day.probe(query);
              ratios.put(query, late(time) / early(time));
              figures.put(query + ", ms", list(time));
            });
    return new Finding(
        "queries of the beginning of an index, the last days relative to the first: the slowest",
        ratios.entrySet().stream()
            .map(one -> String.format(Locale.ROOT, "%s %.2f", one.getKey(), one.getValue()))
            .collect(Collectors.joining("; ")),
        "",
        ratios.values().stream().mapToDouble(Double::doubleValue).max().orElse(0),
        new Goal.None(),
        figures);
  }

  private double early(ToDoubleFunction<ChurnedDay> value) {
    return average(days.subList(FIRST - 1, FIRST - 1 + AVERAGED), value);
  }

  private double late(ToDoubleFunction<ChurnedDay> value) {
    return average(days.subList(days.size() - AVERAGED, days.size()), value);
  }

  private static double average(List<ChurnedDay> some, ToDoubleFunction<ChurnedDay> value) {
    return some.stream().mapToDouble(value).average().orElseThrow();
  }

  private List<Double> list(ToDoubleFunction<ChurnedDay> value) {
    return days.stream().map(value::applyAsDouble).toList();
  }
}
