package io.headland.bench.scenario;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.CollectionLog;
import io.headland.bench.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Memory of the server's process, without that of PostgreSQL.
public final class Memory {
  private Memory() {}

  /// Empty if the system does not report it.
  public static Optional<Finding> idle(ServerProcess server) {
    return finding("memory after the start, MB", server, new Goal.AtMost(110, "MB"));
  }

  /// The same after the load.
  public static Optional<Finding> loaded(ServerProcess server) {
    return finding("memory after full load, MB", server, new Goal.AtMost(200, "MB"));
  }

  private static Optional<Finding> finding(String what, ServerProcess server, Goal goal) {
    Optional<Long> bytes = server.usage().residentBytes();
    double megabytes = Formats.megabytes(bytes);
    return bytes.map(
        _ ->
            Finding.of(
                what, String.format(Locale.ROOT, "%.0f MB resident", megabytes), megabytes, goal));
  }

  /// The heap of a server that logs its garbage collections.
  static Finding heap(ServerProcess server, Path collections, int mostMegabytes)
      throws IOException {
    CollectionLog heap = CollectionLog.read(collections);
    return Finding.of(
        "the same: heap at its fullest, MB",
        String.format(
            Locale.ROOT,
            "%d MB, %d MB after a collection; %.0f MB resident",
            heap.before(),
            heap.after(),
            Formats.megabytes(server.usage().peakBytes())),
        (double) heap.before(),
        new Goal.AtMost(mostMegabytes, "MB"));
  }
}
