package io.headland.bench.scenario;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import java.util.Locale;
import java.util.Optional;

/// Resident memory of the server's process, without that of PostgreSQL.
public final class Memory {
  private Memory() {}

  /// Empty if the system does not report it.
  public static Optional<Finding> idle(ServerProcess server) {
    return finding("memory after the start, MB", server, new Goal.AtMost(150, "MB"));
  }

  /// The same after the load.
  public static Optional<Finding> loaded(ServerProcess server) {
    return finding("memory after full load, MB", server, new Goal.None());
  }

  private static Optional<Finding> finding(String what, ServerProcess server, Goal goal) {
    Optional<Long> bytes = server.usage().residentBytes();
    double megabytes = Formats.megabytes(bytes);
    return bytes.map(
        _ ->
            Finding.of(
                what, String.format(Locale.ROOT, "%.0f MB resident", megabytes), megabytes, goal));
  }
}
