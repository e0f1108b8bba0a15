package io.headland.bench;

import io.headland.bench.limit.JdbcLoop;
import io.headland.bench.limit.Limit;
import io.headland.bench.limit.Pgbench;
import io.headland.bench.load.Requests;
import io.headland.bench.peer.Peer;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.report.Plausibility;
import io.headland.bench.scenario.LeafUserPages;
import io.headland.bench.scenario.Memory;
import io.headland.bench.scenario.OrganizationRates;
import io.headland.bench.scenario.PacedRequests;
import io.headland.bench.scenario.Plan;
import io.headland.bench.scenario.RemoteRequests;
import io.headland.bench.scenario.Starts;
import io.headland.bench.scenario.SyncSizes;
import io.headland.bench.scenario.WebhookDeliveries;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.Scale;
import io.headland.bench.world.WebhookWorld;
import io.headland.bench.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One run: data, then the benchmarks one after the other, never concurrently.
final class Bench {
  /// Longer than the interval at which the JVM returns freed memory, since the compilers of a start
  /// use much for a moment.
  private static final Duration SETTLING = Duration.ofSeconds(15);

  private static final Set<Part> ON_LOADED_DATA =
      EnumSet.of(Part.RATES, Part.PACE, Part.LEAF_USERS, Part.STARTS);

  private final Plan plan;
  private final SyncSizes sizes;
  private final JavaProgram program;
  private final Set<Part> parts;
  private final Set<Peer> peers;
  private final int kills;
  private final Consumer<String> progress;
  private final List<Finding> findings = new ArrayList<>();

  Bench(
      Plan plan,
      SyncSizes sizes,
      JavaProgram program,
      Set<Part> parts,
      Set<Peer> peers,
      int kills,
      Consumer<String> progress) {
    this.plan = plan;
    this.sizes = sizes;
    this.program = program;
    this.parts = parts;
    this.peers = peers;
    this.kills = kills;
    this.progress = progress;
  }

  Map<String, Object> conditions() {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("java", Runtime.version().toString());
    known.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    known.put("cores", Runtime.getRuntime().availableProcessors());
    known.put("jvmOptions", String.join(" ", program.options()));
    known.put("aotCache", program.cache().isPresent());
    known.put("leafUsers", plan.scale().leafUsers());
    known.put("accounts", plan.scale().accounts());
    known.put("sync", sizes.toString());
    return known;
  }

  List<Finding> run(Path target, Optional<Path> dataDir)
      throws IOException, InterruptedException, SQLException {
    if (dataDir.isPresent()) {
      measureOn(dataDir.get());
    } else {
      Path dir = Files.createTempDirectory(target, "bench-");
      try {
        measureOn(dir);
      } finally {
        Folders.delete(dir);
      }
    }
    Plausibility.check(findings);
    return List.copyOf(findings);
  }

  private void measureOn(Path dir) throws IOException, InterruptedException, SQLException {
    if (!Collections.disjoint(parts, ON_LOADED_DATA)) {
      measureOnLoadedData(dir);
    }
    SyncParts syncs = new SyncParts(sizes, program, progress);
    if (parts.contains(Part.SYNC)) {
      findings.addAll(syncs.measure(dir.resolve("sync")));
    }
    if (parts.contains(Part.LARGE)) {
      findings.addAll(syncs.measureLarge(dir.resolve("large")));
    }
    if (parts.contains(Part.SLOW_PROVIDERS)) {
      findings.add(syncs.measureSlowProviders(dir.resolve("slow-providers")));
    }
    if (parts.contains(Part.MACHINE_FILES)) {
      findings.addAll(syncs.measureMachineFiles(dir.resolve("machine-files")));
    }
    if (parts.contains(Part.WEBHOOKS)) {
      webhooks(dir.resolve("webhooks"));
    }
    if (parts.contains(Part.SEASON)) {
      findings.addAll(syncs.measureSeason(dir.resolve("season")));
    }
    if (parts.contains(Part.PEERS)) {
      findings.addAll(new PeerParts(plan, program, progress).measure(peers, dir.resolve("peers")));
    }
    if (parts.contains(Part.MILLION)) {
      findings.addAll(syncs.measureMillion(dir.resolve("million")));
    }
    if (parts.contains(Part.NODES)) {
      findings.addAll(syncs.measureNodes(dir.resolve("nodes")));
    }
    if (parts.contains(Part.WAITING_NODES)) {
      findings.addAll(syncs.measureWaitingNodes(dir.resolve("waiting-nodes")));
    }
    if (parts.contains(Part.REMOTE)) {
      remote(dir.resolve("remote"), syncs);
    }
    if (parts.contains(Part.CHURN)) {
      findings.addAll(syncs.measureChurn(dir.resolve("churn")));
    }
    if (parts.contains(Part.KILLS)) {
      findings.add(syncs.measureKills(dir.resolve("kills"), kills));
    }
  }

  private void remote(Path dir, SyncParts syncs)
      throws IOException, InterruptedException, SQLException {
    try (World world = World.open(dir.resolve("requests"), Scale.SMALL, program, progress)) {
      findings.addAll(RemoteRequests.measure(plan, world, progress));
    }
    findings.addAll(syncs.measureRemote(dir));
  }

  private void webhooks(Path dir) throws IOException, InterruptedException, SQLException {
    try (WebhookWorld world = WebhookWorld.open(dir, program)) {
      findings.addAll(
          WebhookDeliveries.measure(world, plan.deliveries(), plan.webhookEvents(), progress));
    }
  }

  private void measureOnLoadedData(Path dir)
      throws IOException, InterruptedException, SQLException {
    try (World world = World.open(dir, plan.scale(), program, progress)) {
      if (parts.contains(Part.RATES) || parts.contains(Part.PACE)) {
        organizations(world, dir);
      }
      if (parts.contains(Part.LEAF_USERS)) {
        findings.addAll(new LeafUserPages(plan, world, progress).measure());
      }
      if (parts.contains(Part.STARTS)) {
        starts(world);
      }
    }
  }

  private void organizations(World world, Path dir)
      throws IOException, InterruptedException, SQLException {
    Limit limit = limit(world, dir);
    try (ServerProcess server = world.startServer()) {
      LockSupport.parkNanos(SETTLING.toNanos());
      Optional<Finding> idle = Memory.idle(server);
      Requests requests = new Requests(world.keys(), server.token());
      if (parts.contains(Part.RATES)) {
        findings.addAll(new OrganizationRates(plan, server, limit, progress).measure(requests));
      }
      if (parts.contains(Part.PACE)) {
        findings.addAll(PacedRequests.measure(plan, server, requests, progress));
      }
      idle.ifPresent(findings::add);
      Memory.loaded(server).ifPresent(findings::add);
      if (parts.contains(Part.RATES)) {
        findings.add(
            new OrganizationRates(plan, server, limit, progress).measureWholeChoices(requests));
      }
    }
  }

  private Limit limit(World world, Path dir) throws IOException, SQLException {
    Optional<Path> pgbench = Pgbench.find();
    if (pgbench.isPresent()) {
      return new Pgbench(
          pgbench.get(), dir, world.database(), world.keys(), world.owner(), World.CONNECTIONS);
    }
    progress.accept(
        "pgbench was not found: install PostgreSQL's contributed programs (Debian: apt-get install"
            + " postgresql-contrib); until then a JDBC loop is the reference, which is slower");
    return new JdbcLoop(world.database(), world.keys(), world.owner(), World.CONNECTIONS);
  }

  private void starts(World world) throws IOException, InterruptedException {
    progress.accept("starts");
    Goal external = new Goal.AtMost(0.5, "s");
    Goal embedded = new Goal.AtMost(0.7, "s");
    starts("external PostgreSQL", world::startServer, world::startServerWithoutCache, external);
    world.closeDatabase();
    starts(
        "embedded PostgreSQL",
        world::startEmbeddedServer,
        world::startEmbeddedServerWithoutCache,
        embedded);
  }

  private void starts(String on, Starts.Start cached, Starts.Start plain, Goal goal)
      throws IOException, InterruptedException {
    boolean hasCache = program.cache().isPresent();
    if (hasCache) {
      findings.add(Starts.measure("start, " + on + ", AOT cache", cached, plan.starts(), goal));
    }
    findings.add(
        Starts.measure(
            "start, " + on + ", no AOT cache",
            plain,
            plan.starts(),
            hasCache ? new Goal.None() : goal));
  }
}
