package io.headland.bench.scenario;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// A day of scheduled syncs.
///
/// @param number from 1
/// @param accounts that were synced
/// @param changedFields at the provider, before the syncs
/// @param seconds from the start of the first sync to the end of the last one
/// @param failed syncs
/// @param elapsed with the deletion of old rows
/// @param cpu meanwhile
/// @param tables at the end of the day
/// @param probes median times of queries in milliseconds
record ChurnedDay(
    int number,
    int accounts,
    int changedFields,
    double seconds,
    int failed,
    Duration elapsed,
    CpuTimes cpu,
    Map<String, TableSize> tables,
    Map<String, Double> probes) {

  double rate() {
    return accounts / seconds;
  }

  /// CPU time of PostgreSQL for an account, in milliseconds; vacuum and the deletion of old rows
  /// are contained.
  double pgMillis() {
    return Formats.inMillis(cpu.pg()) / accounts;
  }

  double serverMillis() {
    return Formats.inMillis(cpu.servers()) / accounts;
  }

  double otherCores() {
    return Formats.inSeconds(cpu.others()) / Formats.inSeconds(elapsed);
  }

  TableSize table(String name) {
    return tables.getOrDefault(name, TableSize.NONE);
  }

  double probe(String query) {
    return probes.getOrDefault(query, Double.NaN);
  }

  String text() {
    long bytes = tables.values().stream().mapToLong(TableSize::bytes).sum();
    long dead = tables.values().stream().mapToLong(TableSize::dead).sum();
    long vacuums = tables.values().stream().mapToLong(TableSize::vacuums).sum();
    return String.format(
        Locale.ROOT,
        "day %d: %,d changed fields, %.1f accounts/s, CPU of an account: server %.1f ms, PostgreSQL"
            + " %.1f ms; %.1f MB, %,d dead rows, %,d autovacuums, cores of other programs %.2f, %d"
            + " failed",
        number,
        changedFields,
        rate(),
        serverMillis(),
        pgMillis(),
        bytes / 1e6,
        dead,
        vacuums,
        otherCores(),
        failed);
  }
}
