package io.headland.bench.scenario;

import io.headland.bench.load.Latencies;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The time from the start of the process to its first 200 at `/health/ready`, on existing data.
public final class Starts {
  private Starts() {}

  /// Starts a server.
  public interface Start {
    ServerProcess run() throws IOException, InterruptedException;
  }

  public static Finding measure(String what, Start start, int times, Goal goal)
      throws IOException, InterruptedException {
    start.run().close(); // reads files into the cache, as for the second start by an operator
    List<Duration> taken = new ArrayList<>();
    List<Duration> cpu = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      try (ServerProcess server = start.run()) {
        taken.add(server.startTime());
        cpu.add(server.usage().cpu());
      }
    }
    Latencies all = Latencies.of(taken);
    return new Finding(
        what,
        "median of %d: %s; %s to %s; CPU %s"
            .formatted(
                times,
                Formats.seconds(all.median()),
                Formats.seconds(all.percentile(0)),
                Formats.seconds(all.percentile(100)),
                Formats.seconds(Latencies.of(cpu).median())),
        "",
        Formats.inSeconds(all.median()),
        goal,
        Map.of(
            "seconds", taken.stream().map(Formats::inSeconds).toList(),
            "cpuSeconds", cpu.stream().map(Formats::inSeconds).toList()));
  }
}
