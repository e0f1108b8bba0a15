package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.SyncWorld;
import io.headland.bench.world.Writes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The cost of syncing accounts in which nothing has changed.
public final class RepeatedSync {
  private static final String WAL = "select pg_current_wal_lsn() - '0/0'::pg_lsn";

  private final SyncSizes sizes;
  private final SyncWorld world;
  private final ServerProcess server;
  private final Consumer<String> progress;

  public RepeatedSync(
      SyncSizes sizes, SyncWorld world, ServerProcess server, Consumer<String> progress) {
    this.sizes = sizes;
    this.world = world;
    this.server = server;
    this.progress = progress;
  }

  public List<Finding> measure(OwnerClient client)
      throws IOException, InterruptedException, SQLException {
    ConcurrentAccounts wave = new ConcurrentAccounts(world, server, client);
    wave.prepare(sizes.repeated());
    wave.sync();
    ConcurrentAccounts.Beginning again = () -> wave.syncAgain(client);
    wave.measure(again);
    progress.accept("%,d unchanged accounts".formatted(sizes.repeated()));
    // The number of full-page images depends on the time since the last checkpoint.
    configure("full_page_writes", "off");
    try {
      world.run("checkpoint");
      double wal = world.number(WAL);
      Writes writes = Writes.from(world.database());
      ConcurrentAccounts.Result result = wave.measure(again);
      Writes.Count count = writes.count();
      double walBytes = world.number(WAL) - wal;
      long statements = statements(wave, again);
      List<Finding> findings = new ArrayList<>(findings(result, count, statements, walBytes));
      findings.add(repeated(wave, again));
      return findings;
    } finally {
      configure("full_page_writes", "on");
    }
  }

  /// Repeats the syncs until their CPU time no longer falls, as on a server that has run for some
  /// minutes.
  private Finding repeated(ConcurrentAccounts wave, ConcurrentAccounts.Beginning again)
      throws IOException, InterruptedException, SQLException {
    progress.accept("%,d unchanged accounts, repeated".formatted(sizes.repeated()));
    var rounds = new RepeatedRounds<ConcurrentAccounts.Result>(this::cpuMillis);
    while (rounds.continues()) {
      rounds.add(wave.measure(again));
    }
    ConcurrentAccounts.Result median = rounds.median();
    DoubleSummaryStatistics range =
        rounds.last().stream().mapToDouble(this::cpuMillis).summaryStatistics();
    double cpu = ofAnAccount(median.cpu());
    double pg = ofAnAccount(median.pg());
    return new Finding(
        "the same when it no longer falls: CPU, ms",
        String.format(
            Locale.ROOT,
            "server %.1f ms, PostgreSQL %.1f ms after %d rounds; last %d: %.1f to %.1f ms; %.1f accounts/s",
            cpu,
            pg,
            rounds.number(),
            rounds.last().size(),
            range.getMin(),
            range.getMax(),
            median.perSecond(sizes.repeated())),
        "",
        cpu + pg,
        new Goal.AtMost(6, "ms"),
        Map.of(
            "serverMillis",
            cpu,
            "postgresMillis",
            pg,
            "rounds",
            rounds.number(),
            "seconds",
            median.seconds()));
  }

  /// Of the server and PostgreSQL for an account.
  private double cpuMillis(ConcurrentAccounts.Result result) {
    return ofAnAccount(result.cpu().plus(result.pg()));
  }

  private double ofAnAccount(Duration cpu) {
    return cpu.toNanos() / 1e6 / sizes.repeated();
  }

  private List<Finding> findings(
      ConcurrentAccounts.Result result, Writes.Count count, long statements, double walBytes) {
    double accounts = sizes.repeated();
    return List.of(
        new Finding(
            "unchanged account: rows written but the run's own",
            "%d for %d accounts".formatted(count.records(), sizes.repeated()),
            "",
            count.records(),
            new Goal.AtMost(0, "rows"),
            Map.of("tables", count.tables().toString())),
        new Finding(
            "unchanged account of %d organizations: CPU, ms".formatted(sizes.organizations()),
            String.format(
                Locale.ROOT,
                "server %.1f ms, PostgreSQL %.1f ms; %.1f calls, %.0f statements, %.0f rows of the"
                    + " run, %.1f kB of WAL without full-page images",
                result.cpu().toNanos() / 1e6 / accounts,
                result.pg().toNanos() / 1e6 / accounts,
                result.calls().all() / accounts,
                statements / accounts,
                count.bookkeeping() / accounts,
                walBytes / 1e3 / accounts),
            "",
            cpuMillis(result),
            new Goal.None(),
            Map.of(
                "accounts", sizes.repeated(),
                "seconds", result.seconds(),
                "calls", result.calls().all(),
                "statements", statements,
                "walBytes", walBytes)));
  }

  /// Counted from PostgreSQL's log, in a separate round: writing the log takes time.
  private long statements(ConcurrentAccounts wave, ConcurrentAccounts.Beginning again)
      throws IOException, InterruptedException, SQLException {
    configure("log_statement", "'all'");
    long before = Files.size(world.database().log());
    try {
      wave.measure(again);
    } finally {
      configure("log_statement", "'none'");
    }
    try (var log = Files.newInputStream(world.database().log())) {
      log.skipNBytes(before);
      return new String(log.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains("execute "))
          .count();
    }
  }

  private void configure(String parameter, String value) throws SQLException {
    world.run("alter system set " + parameter + " = " + value);
    world.run("select pg_reload_conf()");
  }
}
