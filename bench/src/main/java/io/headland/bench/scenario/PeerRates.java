package io.headland.bench.scenario;

import io.headland.bench.load.Load;
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
    progress.accept(what);
    ofServer.withoutPauses(own, plan.warmUp());
    ofPeer.withoutPauses(other, plan.warmUp());
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < plan.rounds(); i++) {
      Duration time = plan.serverRound();
      double peerRate = ofPeer.withoutPauses(other, time).perSecond();
      double rate = ofServer.withoutPauses(own, time).perSecond();
      rounds.add(new Round(rate, peerRate));
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
}
