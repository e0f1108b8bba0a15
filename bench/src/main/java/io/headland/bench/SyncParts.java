package io.headland.bench;

import io.headland.bench.files.MachineFiles;
import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.scenario.FirstSync;
import io.headland.bench.scenario.GrantKills;
import io.headland.bench.scenario.LargeOrganization;
import io.headland.bench.scenario.MillionFields;
import io.headland.bench.scenario.MonthOfChanges;
import io.headland.bench.scenario.NodeScaling;
import io.headland.bench.scenario.RatedSync;
import io.headland.bench.scenario.RemoteSyncs;
import io.headland.bench.scenario.RepeatedSync;
import io.headland.bench.scenario.Season;
import io.headland.bench.scenario.SlowProviders;
import io.headland.bench.scenario.SyncSizes;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The benchmarks that sync accounts of the simulator, each in a separate database.
final class SyncParts {
  private final SyncSizes sizes;
  private final JavaProgram program;
  private final Consumer<String> progress;

  SyncParts(SyncSizes sizes, JavaProgram program, Consumer<String> progress) {
    this.sizes = sizes;
    this.program = program;
    this.progress = progress;
  }

  List<Finding> measure(Path dir) throws IOException, InterruptedException, SQLException {
    List<Finding> findings = new ArrayList<>();
    try (SyncWorld world = SyncWorld.open(dir, program, sizes.world())) {
      try (ServerProcess server = world.startServer(0, List.of());
          OwnerClient client = world.client(server)) {
        findings.addAll(new FirstSync(sizes, world, dir, progress).measure(server, client));
        findings.addAll(new RepeatedSync(sizes, world, server, progress).measure(client));
      }
      try (ServerProcess server = world.startServer(sizes.callsPerSecond(), List.of())) {
        findings.add(RatedSync.measure(sizes, world, server, progress));
      }
    }
    return findings;
  }

  List<Finding> measureLarge(Path dir) throws IOException, InterruptedException, SQLException {
    var size = new SimulatorProcess.Size(LargeOrganization.ACCOUNTS, 1, sizes.largeFields(), 1);
    try (SyncWorld world = SyncWorld.open(dir, program, size)) {
      return new LargeOrganization(sizes.largeFields(), world, dir, progress).measure();
    }
  }

  Finding measureSlowProviders(Path dir) throws IOException, InterruptedException, SQLException {
    try (SyncWorld world = SyncWorld.open(dir, program, SlowProviders.world());
        ServerProcess server = world.startServer(0, List.of())) {
      return SlowProviders.measure(world, server, progress);
    }
  }

  Finding measureKills(Path dir, int kills) throws IOException, InterruptedException, SQLException {
    var size = new SimulatorProcess.Size(kills + 1, 1, 1, 1);
    try (SyncWorld world = SyncWorld.open(dir, program, size)) {
      world.simulator().rotateRefreshTokens();
      return GrantKills.measure(kills, world, progress);
    }
  }

  List<Finding> measureMachineFiles(Path dir)
      throws IOException, InterruptedException, SQLException {
    var size = new SimulatorProcess.Size(1, 1, 1, 1);
    try (SyncWorld world = SyncWorld.open(dir, program, size)) {
      return MachineFiles.measure(sizes.points(), world, dir, progress);
    }
  }

  List<Finding> measureSeason(Path dir) throws IOException, InterruptedException, SQLException {
    var size = new SimulatorProcess.Size(1, 1, sizes.season(), 1);
    try (SyncWorld world = SyncWorld.open(dir, program, size)) {
      return Season.measure(sizes.season(), world, dir, progress);
    }
  }

  List<Finding> measureMillion(Path dir) throws IOException, InterruptedException, SQLException {
    var size = new SimulatorProcess.Size(1, 1, sizes.million(), 1);
    try (SyncWorld world = SyncWorld.open(dir, program, size)) {
      return MillionFields.measure(sizes.million(), world, dir, progress);
    }
  }

  List<Finding> measureNodes(Path dir) throws IOException, InterruptedException, SQLException {
    return measure(NodeScaling.busy(sizes.nodeAccounts(), sizes.nodes(), progress), dir);
  }

  List<Finding> measureWaitingNodes(Path dir)
      throws IOException, InterruptedException, SQLException {
    return measure(NodeScaling.waiting(sizes.rated(), sizes.nodes(), progress), dir);
  }

  private List<Finding> measure(NodeScaling scaling, Path dir)
      throws IOException, InterruptedException, SQLException {
    try (SyncWorld world = SyncWorld.open(dir, program, scaling.world())) {
      return scaling.measure(world);
    }
  }

  List<Finding> measureRemote(Path dir) throws IOException, InterruptedException, SQLException {
    var small =
        new RemoteSyncs.Accounts(
            sizes.warmUp(), sizes.accounts(), sizes.organizations(), sizes.fields());
    var large = new RemoteSyncs.Accounts(3, 1, 1, sizes.largeFields());
    List<Finding> findings = new ArrayList<>();
    try (SyncWorld world = SyncWorld.open(dir.resolve("small"), program, small.world())) {
      findings.addAll(RemoteSyncs.measure(small, world, progress));
    }
    try (SyncWorld world = SyncWorld.open(dir.resolve("large"), program, large.world())) {
      findings.addAll(RemoteSyncs.measure(large, world, progress));
    }
    return findings;
  }

  List<Finding> measureChurn(Path dir) throws IOException, InterruptedException, SQLException {
    try (SyncWorld world = SyncWorld.open(dir, program, MonthOfChanges.world())) {
      return MonthOfChanges.measure(sizes.days(), world, dir, progress);
    }
  }
}
