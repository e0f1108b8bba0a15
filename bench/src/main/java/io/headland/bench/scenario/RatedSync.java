package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.report.Plausibility;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The first sync of many accounts of one application with a slow provider that limits the rate of
/// calls: the used share of the limit. Token requests are counted separately, since they are never
/// delayed.
public final class RatedSync {
  private static final Duration LATENCY = Duration.ofMillis(50);

  private RatedSync() {}

  public static Finding measure(
      SyncSizes sizes, SyncWorld world, ServerProcess server, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    progress.accept(
        "first sync: %,d accounts, latency 50 ms, %,d calls a second"
            .formatted(sizes.rated(), sizes.callsPerSecond()));
    try (OwnerClient client = world.client(server)) {
      ConcurrentAccounts warmUp = new ConcurrentAccounts(world, server, client);
      warmUp.prepare(sizes.warmUp() / 2);
      warmUp.sync();
      ConcurrentAccounts wave = new ConcurrentAccounts(world, server, client);
      wave.prepare(sizes.rated());
      world.simulator().answerAfter(LATENCY);
      ConcurrentAccounts.Result result = wave.sync();
      world.simulator().answerAfter(Duration.ZERO);
      return finding(sizes, result);
    }
  }

  private static Finding finding(SyncSizes sizes, ConcurrentAccounts.Result result) {
    // A bucket has the calls of half a second in addition.
    double most = sizes.callsPerSecond() * (result.seconds() + 1);
    long calls =
        Plausibility.atMost("calls with a rate limit", result.calls().reading(), Math.ceil(most));
    double rate = result.perSecond(calls);
    return new Finding(
        "first sync, latency 50 ms: share of the rate",
        String.format(
            Locale.ROOT,
            "%.1f calls/s, %.1f accounts/s; %d calls for tokens, %d throttled",
            rate,
            result.perSecond(sizes.rated()),
            result.calls().tokens(),
            result.calls().throttled()),
        "%,d/s".formatted(sizes.callsPerSecond()),
        rate / sizes.callsPerSecond(),
        new Goal.AtLeast(0.8, ""),
        Map.of(
            "seconds", result.seconds(),
            "calls", result.calls().reading(),
            "accounts", sizes.rated()));
  }
}
