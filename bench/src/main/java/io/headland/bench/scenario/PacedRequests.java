package io.headland.bench.scenario;

import io.headland.bench.load.Load;
import io.headland.bench.load.LoadResult;
import io.headland.bench.load.Requests;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.report.Plausibility;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.Usage;
import io.headland.bench.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// A thousand mixed requests per second: the response time and the server's CPU time.
public final class PacedRequests {
  private PacedRequests() {}

  public static List<Finding> measure(
      Plan plan, ServerProcess server, Requests requests, Consumer<String> progress)
      throws IOException, InterruptedException {
    Load load = new Load(server.port(), World.CONNECTIONS);
    progress.accept("%,d requests a second".formatted(Plan.PACE));
    // At full speed first: at the given rate the JVM would compile methods for minutes.
    load.withoutPauses(requests::mixed, plan.warmUp());
    load.atRate(requests::mixed, Plan.PACE, plan.settling());
    Usage before = server.usage();
    LoadResult result = load.atRate(requests::mixed, Plan.PACE, plan.paced());
    Duration cpu = server.usage().cpuSince(before);
    Plausibility.cpu(
        "CPU of the server at a fixed rate",
        cpu,
        result.elapsed(),
        Runtime.getRuntime().availableProcessors());
    Plausibility.atMost(
        "responses at a fixed rate",
        result.latencies().count(),
        Math.ceil(Plan.PACE * Formats.inSeconds(result.elapsed())));
    double share = Formats.inSeconds(cpu) / Formats.inSeconds(result.elapsed());
    return List.of(latency(result), cpu(share, cpu, result));
  }

  private static Finding latency(LoadResult result) {
    var latencies = result.latencies();
    return new Finding(
        "paced 1,000/s, mixed: p99 in ms",
        String.format(
            Locale.ROOT,
            "%.0f/s, p50 %s, p99 %s, p99.9 %s",
            result.perSecond(),
            Formats.millis(latencies.median()),
            Formats.millis(latencies.percentile(99)),
            Formats.millis(latencies.percentile(99.9))),
        "",
        Formats.inMillis(latencies.percentile(99)),
        new Goal.AtMost(2, "ms"),
        Map.of(
            "requests", latencies.count(),
            "p50Millis", Formats.inMillis(latencies.median()),
            "p99Millis", Formats.inMillis(latencies.percentile(99)),
            "p999Millis", Formats.inMillis(latencies.percentile(99.9)),
            "mix", "60 % get, 30 % list, 10 % PATCH"));
  }

  private static Finding cpu(double share, Duration cpu, LoadResult result) {
    return new Finding(
        "paced 1,000/s, mixed: share of one core",
        String.format(
            Locale.ROOT,
            "%.1f %%, CPU %.0f µs a request",
            share * 100,
            cpu.toNanos() / 1e3 / result.latencies().count()),
        "",
        share,
        new Goal.AtMost(0.12, ""),
        Map.of("cpuSeconds", Formats.inSeconds(cpu), "requests", result.latencies().count()));
  }
}
