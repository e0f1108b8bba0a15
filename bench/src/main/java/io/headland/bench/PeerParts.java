package io.headland.bench;

import io.headland.bench.load.Requests;
import io.headland.bench.peer.Peer;
import io.headland.bench.peer.PeerBuild;
import io.headland.bench.peer.PeerProcess;
import io.headland.bench.report.Finding;
import io.headland.bench.scenario.PeerRates;
import io.headland.bench.scenario.Plan;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.Scale;
import io.headland.bench.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The comparison with peers on the same PostgreSQL, one peer after the other.
final class PeerParts {
  private final Plan plan;
  private final JavaProgram program;
  private final Consumer<String> progress;

  PeerParts(Plan plan, JavaProgram program, Consumer<String> progress) {
    this.plan = plan;
    this.program = program;
    this.progress = progress;
  }

  List<Finding> measure(Set<Peer> peers, Path dir)
      throws IOException, InterruptedException, SQLException {
    Map<Peer, Path> jars = build(peers);
    if (jars.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    try (World world = World.open(dir, Scale.OF_PEERS, program, progress)) {
      for (Map.Entry<Peer, Path> each : jars.entrySet()) {
        findings.addAll(measure(each.getKey(), each.getValue(), world, dir));
      }
    }
    return findings;
  }

  private Map<Peer, Path> build(Set<Peer> peers) throws IOException, InterruptedException {
    PeerBuild build = PeerBuild.in(program.project(), progress);
    Map<Peer, Path> jars = new EnumMap<>(Peer.class);
    for (Peer peer : peers) {
      build.jar(peer).ifPresent(jar -> jars.put(peer, jar));
    }
    return jars;
  }

  /// Each peer is measured beside a server that was just started, so that none has an advantage.
  private List<Finding> measure(Peer peer, Path jar, World world, Path dir)
      throws IOException, InterruptedException, SQLException {
    try (PeerProcess process =
            PeerProcess.start(
                peer,
                jar,
                dir.resolve(peer.folder() + ".log"),
                world.database(),
                World.CONNECTIONS,
                world.keys());
        ServerProcess server = world.startServer()) {
      Requests requests = new Requests(world.keys(), server.token());
      return new PeerRates(plan, server, requests, process, progress).measure();
    }
  }
}
