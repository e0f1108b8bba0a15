package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.world.StatementLog;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// First syncs while PostgreSQL is reached over a network, measured alternately with and without
/// its latency. The provider responds immediately.
public final class RemoteSyncs {
  private static final int ROUNDS = 3;
  private static final int MOST_FREQUENT = 10;

  private final SyncWorld world;
  private final int accounts;
  private final Distance distance;
  private final Consumer<String> progress;

  private RemoteSyncs(SyncWorld world, int accounts, Distance distance, Consumer<String> progress) {
    this.world = world;
    this.accounts = accounts;
    this.distance = distance;
    this.progress = progress;
  }

  /// Accounts that are synced at the same time.
  ///
  /// @param warmUp accounts before the first measurement
  /// @param accounts of each measurement
  /// @param organizations of each account
  /// @param fields of each organization
  public record Accounts(int warmUp, int accounts, int organizations, int fields) {
    /// The size of the simulator's world.
    public SimulatorProcess.Size world() {
      return new SimulatorProcess.Size(
          warmUp + (2 * ROUNDS + 1) * accounts, organizations, fields, 1);
    }

    String text() {
      return accounts == 1
          ? "one organization of %,d fields".formatted(fields)
          : "%,d accounts".formatted(accounts);
    }
  }

  /// The same number of accounts, once near and once over the network.
  private record Round(
      ConcurrentAccounts.Result near, ConcurrentAccounts.Result remote, double roundTrips) {
    double ratio() {
      return near.seconds() / remote.seconds();
    }
  }

  public static List<Finding> measure(Accounts sizes, SyncWorld world, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    try (Distance distance = Distance.open(world.database());
        ServerProcess server =
            world.startServer(
                distance.target(), Map.of("HEADLAND_PROVIDERS_CALLS_PER_SECOND", "0"));
        OwnerClient client = world.client(server)) {
      return new RemoteSyncs(world, sizes.accounts(), distance, progress)
          .measure(sizes, server, client);
    }
  }

  private List<Finding> measure(Accounts sizes, ServerProcess server, OwnerClient client)
      throws IOException, InterruptedException, SQLException {
    progress.accept("first sync of %s, PostgreSQL remote".formatted(sizes.text()));
    // One after the other, as large organizations are measured.
    for (int left = sizes.warmUp(); left > 0; left -= accounts) {
      sync(server, client, Math.min(left, accounts));
    }
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Round round = round(server, client);
      progress.accept(
          String.format(
              Locale.ROOT,
              "near %.1f s, remote %.1f s, %,.0f round trips; cores of other programs %.2f, %.2f",
              round.near().seconds(),
              round.remote().seconds(),
              round.roundTrips(),
              round.near().cores(round.near().others()),
              round.remote().cores(round.remote().others())));
      rounds.add(round);
    }
    rounds.sort(Comparator.comparingDouble(Round::ratio));
    return List.of(
        finding(sizes, rounds.get(rounds.size() / 2)), statements(sizes, server, client));
  }

  /// The statements of further accounts, by their number for each call to the provider.
  private Finding statements(Accounts sizes, ServerProcess server, OwnerClient client)
      throws IOException, InterruptedException, SQLException {
    ConcurrentAccounts wave = new ConcurrentAccounts(world, server, client);
    wave.prepare(sizes.accounts());
    List<ConcurrentAccounts.Result> results = new ArrayList<>();
    Map<String, Integer> counts = StatementLog.during(world, () -> results.add(wave.sync()));
    double calls = results.getFirst().calls().all();
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Object> figures = new HashMap<>();
    counts.forEach((statement, count) -> figures.put(statement, count / calls));
    return new Finding(
        "the same: statements for a call to the provider",
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST_FREQUENT)
            .map(one -> String.format(Locale.ROOT, "%.2f %s", one.getValue() / calls, one.getKey()))
            .collect(Collectors.joining("; ")),
        "",
        all / calls,
        new Goal.None(),
        figures);
  }

  private Round round(ServerProcess server, OwnerClient client)
      throws IOException, InterruptedException, SQLException {
    distance.set(false);
    ConcurrentAccounts.Result near = sync(server, client, accounts);
    distance.set(true);
    long before = distance.roundTrips();
    ConcurrentAccounts.Result remote = sync(server, client, accounts);
    double roundTrips = distance.roundTrips() - before;
    distance.set(false);
    return new Round(near, remote, roundTrips);
  }

  private ConcurrentAccounts.Result sync(ServerProcess server, OwnerClient client, int count)
      throws IOException, InterruptedException, SQLException {
    ConcurrentAccounts wave = new ConcurrentAccounts(world, server, client);
    wave.prepare(count);
    return wave.sync();
  }

  private Finding finding(Accounts sizes, Round round) throws SQLException {
    double near = distance.roundTrip().toNanos() / 1e6;
    distance.set(true);
    double remote = distance.roundTrip().toNanos() / 1e6;
    distance.set(false);
    return new Finding(
        String.format(
            Locale.ROOT,
            "first sync of %s, PostgreSQL at %.2f ms: rate relative to %.2f ms",
            sizes.text(),
            remote,
            near),
        text(round.remote())
            + String.format(
                Locale.ROOT,
                ", %,.0f round trips, %.1f for a call",
                round.roundTrips(),
                round.roundTrips() / round.remote().calls().all()),
        text(round.near()),
        round.ratio(),
        new Goal.None(),
        Map.of(
            "remoteSeconds", round.remote().seconds(),
            "nearSeconds", round.near().seconds(),
            "roundTrips", round.roundTrips(),
            "calls", round.remote().calls().all(),
            "fields", round.remote().fields(),
            "remoteRoundTripMillis", remote,
            "nearRoundTripMillis", near,
            "remoteOtherCores", round.remote().cores(round.remote().others()),
            "nearOtherCores", round.near().cores(round.near().others())));
  }

  private static String text(ConcurrentAccounts.Result result) {
    return String.format(
        Locale.ROOT, "%.1f s, %,.0f fields/s", result.seconds(), result.perSecond(result.fields()));
  }
}
