package io.headland.bench.scenario;

import io.headland.bench.limit.BareReader;
import io.headland.bench.limit.FieldDataCopy;
import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess.Call;
import io.headland.bench.server.SimulatorProcess.Grant;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The first sync of many accounts on one node, with a provider that responds immediately: compared
/// with `COPY` of the same rows, and with a client that reads the same and discards it. Then a
/// second time concurrently with one large organization.
public final class FirstSync {
  /// The number of organizations that one node reads concurrently by default.
  private static final int THREADS = 16;

  private static final Duration READING = Duration.ofSeconds(4);
  private static final Pattern ORGANIZATION = Pattern.compile("/platform/organizations/(\\d+)/.*");

  private final SyncSizes sizes;
  private final SyncWorld world;
  private final Path dir;
  private final Consumer<String> progress;

  public FirstSync(SyncSizes sizes, SyncWorld world, Path dir, Consumer<String> progress) {
    this.sizes = sizes;
    this.world = world;
    this.dir = dir;
    this.progress = progress;
  }

  public List<Finding> measure(ServerProcess server, OwnerClient client)
      throws IOException, InterruptedException, SQLException {
    progress.accept("first sync: %,d accounts to warm up".formatted(sizes.warmUp()));
    ConcurrentAccounts warmUp = new ConcurrentAccounts(world, server, client);
    warmUp.prepare(sizes.warmUp());
    warmUp.sync();
    world.analyze();
    progress.accept("first sync: %,d accounts".formatted(sizes.accounts()));
    ConcurrentAccounts wave = new ConcurrentAccounts(world, server, client);
    wave.prepare(sizes.accounts());
    ConcurrentAccounts.Result result = wave.sync();
    double median = median(wave);
    List<Finding> findings = new ArrayList<>();
    findings.add(accounts(result));
    findings.add(provider(result, readings(wave)));
    findings.add(rows(result, wave));
    findings.addAll(withALargeAccount(server, client, median));
    return findings;
  }

  private Finding accounts(ConcurrentAccounts.Result result) {
    double perSecond = result.perSecond(sizes.accounts());
    double cpu = result.cpu().toNanos() / 1e3 / result.fields();
    double pg = result.pg().toNanos() / 1e3 / result.fields();
    return new Finding(
        "first sync, latency 0: accounts/s",
        String.format(
            Locale.ROOT,
            "%.1f accounts/s, %,.0f fields/s; CPU a field: %.0f µs, PostgreSQL %.0f µs",
            perSecond,
            result.perSecond(result.fields()),
            cpu,
            pg),
        "",
        perSecond,
        new Goal.None(),
        Map.of(
            "accounts", sizes.accounts(),
            "fields", result.fields(),
            "rows", result.rows(),
            "seconds", result.seconds(),
            "cpuMicrosOfAField", cpu,
            "postgresCpuMicrosOfAField", pg));
  }

  private Finding provider(ConcurrentAccounts.Result result, List<BareReader.Reading> readings)
      throws IOException, InterruptedException {
    progress.accept("first sync: the same calls without a server");
    BareReader reader = new BareReader(world.simulator(), THREADS);
    reader.perSecond(readings, READING.dividedBy(2));
    double limit = reader.perSecond(readings, READING);
    double rate = result.perSecond(result.calls().all());
    return new Finding(
        "first sync: provider calls",
        String.format(Locale.ROOT, "%,.0f/s", rate),
        String.format(Locale.ROOT, "%,.0f/s (bare client)", limit),
        rate / limit,
        new Goal.AtLeast(0.5, ""),
        Map.of("callsPerSecond", rate, "limit", limit, "calls", result.calls().all()));
  }

  private Finding rows(ConcurrentAccounts.Result result, ConcurrentAccounts wave)
      throws SQLException, IOException {
    progress.accept("first sync: COPY of the same rows");
    FieldDataCopy.Result limit = new FieldDataCopy(world.database(), dir).measure(of(wave));
    double rate = result.perSecond(result.rows());
    return new Finding(
        "first sync: rows written",
        String.format(Locale.ROOT, "%,.0f/s", rate),
        String.format(Locale.ROOT, "%,.0f/s (COPY)", limit.perSecond()),
        rate / limit.perSecond(),
        new Goal.AtLeast(0.25, ""),
        Map.of("rowsPerSecond", rate, "limit", limit.perSecond(), "rows", limit.rows()));
  }

  private List<Finding> withALargeAccount(ServerProcess server, OwnerClient client, double alone)
      throws IOException, InterruptedException, SQLException {
    progress.accept(
        "first sync: one organization of %,d fields beside".formatted(sizes.largeFields()));
    ConcurrentAccounts wave = new ConcurrentAccounts(world, server, client);
    wave.prepare(sizes.accounts());
    String large = client.createLeafUser("large");
    Grant trimble = world.simulator().trimble();
    ConcurrentAccounts.Result result =
        wave.measure(
            () -> {
              client.attachTrimble(large, trimble);
              wave.attach();
            });
    double took = world.number(TOOK.formatted("max", "", "provider = 'Trimble'"));
    double beside = median(wave);
    return List.of(
        Finding.of(
            "one organization of %,d fields beside %,d small accounts: fields/s"
                .formatted(sizes.largeFields(), sizes.accounts()),
            String.format(
                Locale.ROOT,
                "%,.0f fields/s in all; the large one in %.1f s",
                result.perSecond(result.fields()),
                took),
            result.perSecond(result.fields()),
            new Goal.None()),
        Finding.of(
            "the same: a small account, against its time without the large one",
            String.format(Locale.ROOT, "median %.2f s, alone %.2f s", beside, alone),
            beside / alone,
            new Goal.None()));
  }

  private double median(ConcurrentAccounts wave) throws SQLException {
    return world.number(TOOK.formatted("percentile_cont(0.5) within group", "order by ", of(wave)));
  }

  private static final String TOOK =
      """
      select %s(%sextract(epoch from ended_at - started_at)) from sync_run where %s
      """;

  private static String of(ConcurrentAccounts wave) {
    return wave.accounts().keySet().stream()
        .collect(Collectors.joining("', '", "leaf_user_id in ('", "')"));
  }

  private List<BareReader.Reading> readings(ConcurrentAccounts wave)
      throws IOException, InterruptedException, SQLException {
    Map<String, Grant> grants = new HashMap<>();
    try (Connection connection = world.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select provider_org_id, leaf_user_id from provider_organization")) {
      while (rows.next()) {
        Grant grant = wave.accounts().get(rows.getString(2));
        if (grant != null) {
          grants.put(rows.getString(1), grant);
        }
      }
    }
    Grant any = wave.accounts().values().iterator().next();
    List<BareReader.Reading> readings = new ArrayList<>();
    for (Call call : world.simulator().johnDeereCalls()) {
      Matcher organization = ORGANIZATION.matcher(call.target());
      Grant grant = organization.matches() ? grants.getOrDefault(organization.group(1), any) : any;
      readings.add(new BareReader.Reading(grant, call));
    }
    return readings;
  }
}
