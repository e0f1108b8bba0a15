package io.headland.bench.scenario;

import io.headland.bench.load.Load;
import io.headland.bench.load.LoadResult;
import io.headland.bench.load.Requests;
import io.headland.bench.load.Workload;
import io.headland.bench.peer.PeerProcess;
import io.headland.bench.peer.PeerRequests;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Requests on organizations, compared with an application of the usual stack on the same
/// PostgreSQL with the same number of rows. Both are measured alternately; the round with the
/// median ratio is reported.
public final class PeerRates {
  private static final double GET_GOAL = 15;
  private static final double LIST_GOAL = 100;
  private static final double PATCH_GOAL = 10;

  private static final int MOST_WARM_UPS = 6;
  private static final double GROWTH = 1.05;

  private final Plan plan;
  private final Consumer<String> progress;
  private final Load ofServer;
  private final Load ofPeer;
  private final Requests requests;
  private final PeerRequests peer;

  public PeerRates(
      Plan plan,
      ServerProcess server,
      Requests requests,
      PeerProcess peer,
      Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
    this.ofServer = new Load(server.port(), World.CONNECTIONS);
    this.ofPeer = new Load(peer.port(), World.CONNECTIONS);
    this.requests = requests;
    this.peer = peer.requests();
  }

  private record Round(double rate, double peerRate) {
    double ratio() {
      return rate / peerRate;
    }
  }

  public List<Finding> measure() throws IOException, InterruptedException {
    return List.of(
        measure("get one organization", requests::get, peer::get, GET_GOAL),
        measure("list a page of 20", requests::list, peer::list, LIST_GOAL),
        measure("PATCH a status", requests::mark, peer::mark, PATCH_GOAL));
  }

  private Finding measure(String request, Workload own, Workload other, double goal)
      throws IOException, InterruptedException {
    String title = peer.peer().title();
    String what = request + ", relative to " + title;
    progress.accept(what + ", warming up");
    warmUp(ofServer, own);
    warmUp(ofPeer, other);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < plan.rounds(); i++) {
      Duration time = plan.serverRound();
      double peerRate = ofPeer.withoutPauses(other, time).perSecond();
      double rate = ofServer.withoutPauses(own, time).perSecond();
      Round round = new Round(rate, peerRate);
      progress.accept(
          String.format(
              Locale.ROOT, "%s: %,.0f/s and %,.0f/s, %.2f", what, rate, peerRate, round.ratio()));
      rounds.add(round);
    }
    rounds.sort(Comparator.comparingDouble(Round::ratio));
    Round median = rounds.get(rounds.size() / 2);
    return new Finding(
        what,
        String.format(Locale.ROOT, "%,.0f/s", median.rate()),
        String.format(Locale.ROOT, "%,.0f/s (%s)", median.peerRate(), title),
        median.ratio(),
        new Goal.AtLeast(goal, ""),
        Map.of(
            "perSecond", median.rate(),
            "peerPerSecond", median.peerRate(),
            "ratios", rounds.stream().map(Round::ratio).toList()));
  }

  /// Repeats the load until a number of requests was sent and the rate grows by less than a
  /// twentieth: the methods of a peer, of which there are many, are compiled for minutes while its
  /// requests use all cores.
  private void warmUp(Load load, Workload workload) throws IOException, InterruptedException {
    long sent = 0;
    double before = 0;
    double rate = 0;
    for (int i = 0;
        i < MOST_WARM_UPS && (sent < plan.warmUpRequests() || rate > before * GROWTH);
        i++) {
      before = rate;
      LoadResult result = load.withoutPauses(workload, plan.warmUp());
      rate = result.perSecond();
      sent += result.latencies().count();
    }
  }
}
