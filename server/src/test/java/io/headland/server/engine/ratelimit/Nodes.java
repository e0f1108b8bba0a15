package io.headland.server.engine.ratelimit;

import io.headland.server.core.usage.CallCountStore;
import io.headland.server.core.usage.ThrottleStore;
import io.headland.server.engine.usage.CallCounter;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.providerhttp.ProviderCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Budgets of nodes, and the calls that they record.
public final class Nodes {
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private Nodes() {}

  /// A node without a configured limit.
  public static ProviderBudget without(Database database, ManualTime time) {
    return of(database, time, Optional.empty());
  }

  public static ProviderBudget with(Database database, ManualTime time, Rate rate) {
    return of(database, time, Optional.of(rate));
  }

  private static ProviderBudget of(Database database, ManualTime time, Optional<Rate> rate) {
    return new ProviderBudget(
        rate,
        MAX_WAIT,
        rate.map(given -> new SharedTokenBuckets(database.dataSource(), given, time)),
        new ThrottleState(new ThrottleStore(database.jdbi()), time, time, MAX_WAIT),
        new CallCounter(new CallCountStore(database.jdbi())),
        time,
        time,
        _ -> {},
        Optional.empty());
  }

  public static ProviderCall answer(ManualTime time, int status, Map<String, String> headers) {
    return new ProviderCall(
        time.instant(), "GET", "https://provider/", status, headers, 0, Duration.ZERO, "");
  }
}
