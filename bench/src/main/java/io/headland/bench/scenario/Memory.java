package io.headland.bench.scenario;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import java.util.Locale;

/// Resident memory of the server's process, without that of PostgreSQL.
public final class Memory {
  private Memory() {}

  public static Finding idle(ServerProcess server) {
    return finding("memory after the start, MB", server, new Goal.AtMost(150, "MB"));
  }

  public static Finding loaded(ServerProcess server) {
    return finding("memory after full load, MB", server, new Goal.None());
  }

  private static Finding finding(String what, ServerProcess server, Goal goal) {
    double megabytes = Formats.megabytes(server.usage().residentBytes());
    return Finding.of(
        what, String.format(Locale.ROOT, "%.0f MB resident", megabytes), megabytes, goal);
  }
}
