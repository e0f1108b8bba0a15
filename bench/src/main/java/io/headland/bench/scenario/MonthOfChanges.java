package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.load.WebhookEndpoints;
import io.headland.bench.report.Finding;
import io.headland.bench.server.ClockFile;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A month of scheduled syncs of accounts of which some fields change every day, with autovacuum
/// and the deletion of old rows. The clocks of the server and of the simulator are set forward by a
/// day when all accounts have been synced; that of PostgreSQL is not.
public final class MonthOfChanges {
  private static final int ACCOUNTS = 200;

  /// Of three organizations two are selected.
  private static final int ORGANIZATIONS = 3;

  private static final int FIELDS = 40;
  private static final double CHANGED = 0.02;

  /// Rows are kept for three days, so that from the fourth on as many are deleted as inserted.
  private static final String RETENTION = "3d";

  /// The day after which the tables are rewritten: the rows of the first sync have been deleted,
  /// and their space would conceal growth.
  private static final int REWRITTEN_AFTER = 4;

  /// Syncs of all accounts before the first day, for which the JVM compiles methods.
  private static final int WARM_UP = 8;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);
  private static final Duration LONGEST_DAY = Duration.ofMinutes(5);

  private final SyncWorld world;
  private final ServerProcess server;
  private final ClockFile clock;
  private final FieldChanges changes;
  private final Consumer<String> progress;

  private MonthOfChanges(
      SyncWorld world, ServerProcess server, ClockFile clock, Consumer<String> progress) {
    this.world = world;
    this.server = server;
    this.clock = clock;
    this.changes = new FieldChanges(world, CHANGED);
    this.progress = progress;
  }

  /// The size of the simulator's world.
  public static SimulatorProcess.Size world() {
    return new SimulatorProcess.Size(ACCOUNTS, ORGANIZATIONS, FIELDS, 1);
  }

  /// Syncs all accounts for the first time, and then once for each day.
  ///
  /// @return no findings if libfaketime, which sets the clock of the server, is not installed
  public static List<Finding> measure(
      int days, SyncWorld world, Path dir, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    Optional<ClockFile> clock = ClockFile.of(dir.resolve("clock"));
    if (clock.isEmpty()) {
      progress.accept("a month of changes requires libfaketime (Debian: libfaketime)");
      return List.of();
    }
    // The shortest interval that PostgreSQL permits: a day takes seconds instead of 86,400.
    world.run("alter system set autovacuum_naptime = '1s'");
    world.run("select pg_reload_conf()");
    List<ChurnedDay> measured = new ArrayList<>();
    try (WebhookEndpoints endpoints = WebhookEndpoints.start();
        ServerProcess server = world.startServer(settings(clock.get()), List.of())) {
      try (OwnerClient client = world.client(server)) {
        client.createWebhook("all", endpoints.fast(0));
        progress.accept("first sync of %,d accounts".formatted(ACCOUNTS));
        ConcurrentAccounts accounts = new ConcurrentAccounts(world, server, client);
        accounts.prepare(ACCOUNTS);
        accounts.sync();
        progress.accept("the same %d times unchanged".formatted(WARM_UP));
        for (int i = 0; i < WARM_UP; i++) {
          accounts.measure(() -> accounts.syncAgain(client));
        }
      }
      MonthOfChanges month = new MonthOfChanges(world, server, clock.get(), progress);
      for (int day = 1; day <= days; day++) {
        measured.add(month.run(day));
        if (day == REWRITTEN_AFTER) {
          world.run("vacuum full");
        }
      }
    }
    Map<String, TableSize> last = measured.getLast().tables();
    world.run("vacuum full");
    return new ChurnReport(measured, last, TableSize.read(world)).findings();
  }

  private static Map<String, String> settings(ClockFile clock) {
    Map<String, String> settings = new HashMap<>(clock.environment());
    settings.put("HEADLAND_PROVIDERS_CALLS_PER_SECOND", "0");
    settings.put("HEADLAND_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8");
    settings.put("HEADLAND_SYNC_RETENTION", RETENTION);
    settings.put("HEADLAND_EVENTS_RETENTION", RETENTION);
    settings.put("HEADLAND_WEBHOOKS_RETENTION", RETENTION);
    settings.put("HEADLAND_CREDENTIALS_EVENT_RETENTION", RETENTION);
    return settings;
  }

  private ChurnedDay run(int day) throws IOException, InterruptedException, SQLException {
    int changed = changes.apply(day);
    CpuTimes before = CpuTimes.read(world, List.of(server));
    long start = System.nanoTime();
    world.simulator().advance(DAY);
    // All times of this day are later, and all of the day before are earlier.
    double noon = epochSeconds(Instant.now().plus(DAY.multipliedBy(day)).minus(DAY.dividedBy(2)));
    clock.set(DAY.multipliedBy(day));
    await(
        "select count(*) from sync_run where ended_at is not null and started_at > ",
        noon,
        ACCOUNTS);
    await(
        "select count(*) from scheduled_tasks where task_name = 'retention' and last_success > ",
        noon,
        1);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    CpuTimes used = CpuTimes.read(world, List.of(server)).since(before);
    used.check(elapsed.plus(CHECK_INTERVAL));
    ChurnedDay result =
        new ChurnedDay(
            day,
            ACCOUNTS,
            changed,
            sinceNoon("extract(epoch from max(ended_at) - min(started_at))", noon),
            (int) sinceNoon("count(*) filter (where state = 'FAILED')", noon),
            elapsed,
            used,
            TableSize.read(world),
            Probes.measure(world));
    progress.accept(result.text());
    return result;
  }

  private double sinceNoon(String expression, double noon) throws SQLException {
    return world.number(
        String.format(
            Locale.ROOT,
            "select %s from sync_run where started_at > to_timestamp(%f)",
            expression,
            noon));
  }

  private void await(String count, double noon, int expected) throws SQLException {
    String query = String.format(Locale.ROOT, "%s to_timestamp(%f)", count, noon);
    long before = System.nanoTime();
    while (world.number(query) < expected) {
      if (System.nanoTime() - before > LONGEST_DAY.toNanos()) {
        throw new IllegalStateException(
            "%s returned %.0f instead of %d".formatted(query, world.number(query), expected));
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  private static double epochSeconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }
}
