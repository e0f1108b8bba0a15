package io.headland.server.budget;

import io.headland.server.persistence.Database;
import io.headland.server.upstream.ProviderCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Budgets of nodes, and calls to be told to them.
final class Nodes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Nodes() {}

  /// A node without a limit of its own.
  static ProviderBudget without(Database database, ManualTime time) {
    return of(database, time, Optional.empty());
  }

  static ProviderBudget with(Database database, ManualTime time, Rate rate) {
    return of(database, time, Optional.of(rate));
  }

  private static ProviderBudget of(Database database, ManualTime time, Optional<Rate> rate) {
    return new ProviderBudget(
        rate,
        PATIENCE,
        rate.map(given -> new SharedBuckets(database.dataSource(), given, time)),
        new Closures(new ClosureStore(database.jdbi()), time, time, PATIENCE),
        new CallCounter(new CallCountStore(database.jdbi())),
        time,
        time,
        _ -> {},
        Optional.empty());
  }

  static ProviderCall answer(ManualTime time, int status, Map<String, String> headers) {
    return new ProviderCall(
        time.instant(), "GET", "https://provider/", status, headers, 0, Duration.ZERO, "");
  }
}
