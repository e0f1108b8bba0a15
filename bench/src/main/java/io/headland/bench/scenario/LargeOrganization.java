package io.headland.bench.scenario;

import io.headland.bench.limit.BareReader;
import io.headland.bench.limit.FieldDataCopy;
import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess.Grant;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The first sync of one large organization without other work, with a provider that responds
/// immediately: compared with `COPY` of the same rows, and with a client that makes the same calls
/// one after the other. One worker reads the organization.
public final class LargeOrganization {
  /// The number of accounts: those before the measurement, for which the JVM compiles methods, and
  /// those measured, one after the other.
  public static final int ACCOUNTS = 6;

  private static final int WARM_UP = 3;
  private static final Duration READING = Duration.ofSeconds(4);

  private final int fields;
  private final SyncWorld world;
  private final Path dir;
  private final Consumer<String> progress;

  public LargeOrganization(int fields, SyncWorld world, Path dir, Consumer<String> progress) {
    this.fields = fields;
    this.world = world;
    this.dir = dir;
    this.progress = progress;
  }

  public List<Finding> measure() throws IOException, InterruptedException, SQLException {
    try (ServerProcess server = world.startServer(0, List.of());
        OwnerClient client = world.client(server)) {
      List<ConcurrentAccounts.Result> results = new ArrayList<>();
      ConcurrentAccounts account = null;
      for (int i = 0; i < ACCOUNTS; i++) {
        progress.accept(
            "one organization of %,d fields alone: %d of %d".formatted(fields, i + 1, ACCOUNTS));
        account = new ConcurrentAccounts(world, server, client);
        account.prepare(1);
        if (i == WARM_UP) {
          world.analyze();
        }
        ConcurrentAccounts.Result result = account.sync();
        if (i >= WARM_UP) {
          results.add(result);
        }
      }
      if (account == null) {
        throw new IllegalStateException("There is no account");
      }
      Map.Entry<String, Grant> last = account.accounts().entrySet().iterator().next();
      return findings(results, last.getKey(), last.getValue());
    }
  }

  private List<Finding> findings(
      List<ConcurrentAccounts.Result> results, String leafUser, Grant grant)
      throws IOException, InterruptedException, SQLException {
    results.sort(Comparator.comparing(ConcurrentAccounts.Result::elapsed));
    ConcurrentAccounts.Result median = results.get(results.size() / 2);
    return List.of(speed(median), provider(median, grant), rows(median, leafUser));
  }

  private Finding speed(ConcurrentAccounts.Result result) {
    double cpu = result.cpu().toNanos() / 1e3 / result.fields();
    double pg = result.pg().toNanos() / 1e3 / result.fields();
    return new Finding(
        "one organization of %,d fields alone: fields/s".formatted(fields),
        String.format(
            Locale.ROOT,
            "%,.0f fields/s, %.1f s; CPU a field: %.0f µs, PostgreSQL %.0f µs",
            result.perSecond(result.fields()),
            result.seconds(),
            cpu,
            pg),
        "",
        result.perSecond(result.fields()),
        new Goal.AtLeast(10_000, ""),
        Map.of(
            "fields", result.fields(),
            "rows", result.rows(),
            "seconds", result.seconds(),
            "cpuMicrosOfAField", cpu,
            "postgresCpuMicrosOfAField", pg));
  }

  private Finding provider(ConcurrentAccounts.Result result, Grant grant)
      throws IOException, InterruptedException {
    List<BareReader.Reading> readings =
        world.simulator().johnDeereCalls().stream()
            .map(call -> new BareReader.Reading(grant, call))
            .toList();
    BareReader reader = new BareReader(world.simulator(), 1);
    reader.perSecond(readings, READING.dividedBy(2));
    double limit = reader.perSecond(readings, READING);
    double rate = result.perSecond(result.calls().all());
    return new Finding(
        "the same: provider calls",
        String.format(Locale.ROOT, "%,.0f/s", rate),
        String.format(Locale.ROOT, "%,.0f/s (bare client, one at a time)", limit),
        rate / limit,
        new Goal.AtLeast(0.5, ""),
        Map.of("callsPerSecond", rate, "limit", limit, "calls", result.calls().all()));
  }

  private Finding rows(ConcurrentAccounts.Result result, String leafUser)
      throws SQLException, IOException {
    FieldDataCopy.Result limit =
        new FieldDataCopy(world.database(), dir).measure("leaf_user_id = '%s'".formatted(leafUser));
    double rate = result.perSecond(result.rows());
    return new Finding(
        "the same: rows written",
        String.format(Locale.ROOT, "%,.0f/s", rate),
        String.format(Locale.ROOT, "%,.0f/s (COPY)", limit.perSecond()),
        rate / limit.perSecond(),
        new Goal.AtLeast(0.25, ""),
        Map.of("rowsPerSecond", rate, "limit", limit.perSecond(), "rows", limit.rows()));
  }
}
