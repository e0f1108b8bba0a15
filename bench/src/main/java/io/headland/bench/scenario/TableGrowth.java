package io.headland.bench.scenario;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The size of a table at a time relative to its size at another time.
///
/// @param rows live rows relative to those of the other time
record TableGrowth(String table, long before, long after, double rows) {
  /// Smaller tables consist of a few pages, so that one more is a large share.
  private static final long SMALLEST = 256 * 1024;

  double ratio() {
    return (double) after / before;
  }

  /// The growth of all tables that are not small, the largest first.
  static List<TableGrowth> between(Map<String, TableSize> before, Map<String, TableSize> after) {
    return after.entrySet().stream()
        .filter(table -> table.getValue().bytes() >= SMALLEST)
        .map(
            table ->
                of(
                    table.getKey(),
                    before.getOrDefault(table.getKey(), TableSize.NONE),
                    table.getValue()))
        .filter(table -> table.before() > 0)
        .sorted(Comparator.comparingDouble(TableGrowth::ratio).reversed())
        .toList();
  }

  private static TableGrowth of(String table, TableSize before, TableSize after) {
    double rows = (double) Math.max(after.live(), 1) / Math.max(before.live(), 1);
    return new TableGrowth(table, before.bytes(), after.bytes(), rows);
  }

  static String text(List<TableGrowth> all) {
    return all.stream()
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%s %.2f (%.1f to %.1f MB, rows %.2f)",
                    one.table(),
                    one.ratio(),
                    one.before() / 1e6,
                    one.after() / 1e6,
                    one.rows()))
        .collect(Collectors.joining("; "));
  }
}
