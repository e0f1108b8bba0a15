package io.headland.bench.scenario;

import io.headland.bench.load.Load;
import io.headland.bench.load.LoadResult;
import io.headland.bench.load.Requests;
import io.headland.bench.load.Workload;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.World;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Requests on organizations while PostgreSQL is reached over a network, measured alternately with
/// and without its latency.
public final class RemoteRequests {
  private final Plan plan;
  private final Distance distance;
  private final Consumer<String> progress;

  private RemoteRequests(Plan plan, Distance distance, Consumer<String> progress) {
    this.plan = plan;
    this.distance = distance;
    this.progress = progress;
  }

  /// The same requests, once near and once over the network.
  private record Round(LoadResult near, LoadResult remote, double roundTrips) {
    double ratio() {
      return remote.perSecond() / near.perSecond();
    }
  }

  public static List<Finding> measure(Plan plan, World world, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    try (Distance distance = Distance.open(world.database());
        ServerProcess server = world.startServer(distance.target())) {
      Requests requests = new Requests(world.keys(), server.token());
      RemoteRequests remote = new RemoteRequests(plan, distance, progress);
      return List.of(
          remote.measure("get one organization", server, requests::get, 1),
          remote.measure("get one organization", server, requests::get, World.CONNECTIONS),
          remote.measure("PATCH a status, as it is", server, requests::mark, 1),
          remote.measure("PATCH a status, as it is", server, requests::mark, World.CONNECTIONS));
    }
  }

  private Finding measure(String what, ServerProcess server, Workload workload, int connections)
      throws IOException, InterruptedException, SQLException {
    progress.accept("%s over %d connections, PostgreSQL remote".formatted(what, connections));
    distance.set(false);
    new Load(server.port(), World.CONNECTIONS).withoutPauses(workload, plan.warmUp());
    Load load = new Load(server.port(), connections);
    Duration near = distance.roundTrip();
    distance.set(true);
    Duration remote = distance.roundTrip();
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < plan.rounds(); i++) {
      rounds.add(round(load, workload));
    }
    rounds.sort(Comparator.comparingDouble(Round::ratio));
    String title =
        "%s, %d connections, PostgreSQL at %s: rate relative to %s"
            .formatted(what, connections, Formats.millis(remote), Formats.millis(near));
    return finding(title, rounds.get(rounds.size() / 2), near, remote);
  }

  private Round round(Load load, Workload workload) throws IOException, InterruptedException {
    distance.set(false);
    LoadResult near = load.withoutPauses(workload, plan.limitRound());
    distance.set(true);
    long before = distance.roundTrips();
    LoadResult remote = load.withoutPauses(workload, plan.limitRound());
    double roundTrips = distance.roundTrips() - before;
    distance.set(false);
    return new Round(near, remote, roundTrips / remote.latencies().count());
  }

  private static Finding finding(String title, Round round, Duration near, Duration remote) {
    return new Finding(
        title,
        text(round.remote())
            + String.format(Locale.ROOT, "; %.1f round trips each", round.roundTrips()),
        text(round.near()),
        round.ratio(),
        new Goal.None(),
        Map.of(
            "remotePerSecond", round.remote().perSecond(),
            "nearPerSecond", round.near().perSecond(),
            "remoteP50Millis", Formats.inMillis(round.remote().latencies().median()),
            "nearP50Millis", Formats.inMillis(round.near().latencies().median()),
            "roundTrips", round.roundTrips(),
            "remoteRoundTripMillis", Formats.inMillis(remote),
            "nearRoundTripMillis", Formats.inMillis(near)));
  }

  private static String text(LoadResult result) {
    return String.format(
        Locale.ROOT,
        "%,.0f/s, p50 %s",
        result.perSecond(),
        Formats.millis(result.latencies().median()));
  }
}
