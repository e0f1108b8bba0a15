package io.headland.bench.soak;

import io.headland.bench.Folders;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Verdict;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.SupervisedServer;
import io.headland.bench.soak.check.EventChecker;
import io.headland.bench.soak.check.GrantChecker;
import io.headland.bench.soak.check.GrantHistory;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.Resource;
import io.headland.bench.soak.check.SeenEvent;
import io.headland.bench.soak.check.Violation;
import io.headland.bench.soak.check.WriteChecker;
import io.headland.bench.soak.fault.FaultSchedule;
import io.headland.bench.soak.load.Client;
import io.headland.bench.soak.load.MixedLoad;
import io.headland.bench.soak.load.Traffic;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Mixed load on two servers of one database while the faults of a seed occur; then everything that
/// was acknowledged is compared with what the servers return.
public final class Soak {
  private static final int ACCOUNTS = 12;
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /// The time after the last fault until no write can be in progress.
  private static final Duration SETTLING = Duration.ofSeconds(16);

  private final long seed;
  private final Duration duration;
  private final JavaProgram program;
  private final Consumer<String> progress;
  private final History history = new History();
  private final GrantHistory grants = new GrantHistory();

  public Soak(long seed, Duration duration, JavaProgram program, Consumer<String> progress) {
    this.seed = seed;
    this.duration = duration;
    this.program = program;
    this.progress = progress;
  }

  /// Runs the test in a separate folder, which is deleted. The logs of the servers are kept in
  /// `soak-logs` beside it when a guarantee was violated.
  ///
  /// @return the lines of the report; a missed goal is a violated guarantee
  public List<Finding> run(Path target) throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory(target, "soak-");
    try (OpenResources closing = OpenResources.start(progress)) {
      closing.add(() -> Folders.delete(dir));
      Installation installation = Installation.start(dir, program, ACCOUNTS, grants, closing);
      List<Finding> findings = measure(installation, closing);
      if (findings.stream().anyMatch(f -> f.verdict() == Verdict.MISSED)) {
        keepLogs(installation, target.resolve("soak-logs"));
      }
      return findings;
    }
  }

  private List<Finding> measure(Installation installation, OpenResources closing)
      throws IOException, InterruptedException {
    HttpClient http =
        closing.add(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build());
    Instant begin = Instant.now();
    Traffic traffic = new Traffic(begin, FaultSchedule.NODES, history);
    List<Client> clients = clients(installation, http, traffic);
    Deliveries deliveries = Deliveries.start(seed, clients.getFirst(), history, closing);
    MixedLoad load =
        MixedLoad.prepare(clients, installation.simulator().johnDeere(), history, grants, seed);
    ProcessSupervisor supervisor = closing.add(ProcessSupervisor.start(installation, history));
    Faults faults = new Faults(installation, supervisor, history, grants, progress);
    faults
        .skipped()
        .forEach((fault, reason) -> progress.accept("skipped: " + fault.text() + ": " + reason));
    Instant started = Instant.now();
    load.start();
    faults.run(FaultSchedule.of(seed, duration), started);
    park(Duration.between(Instant.now(), started.plus(duration)));
    load.stop();
    Instant ended = Instant.now();
    progress.accept("the load has ended; reading everything that was written");
    if (!installation.awaitReady()) {
      history.add(
          new Violation(
              Violation.Type.UNEXPECTED_RESPONSE,
              "a node is not ready after the last fault",
              Instant.now()));
    }
    park(SETTLING);
    List<GrantChecker.Loss> losses = check(load, deliveries, clients.getFirst());
    SoakReport report =
        new SoakReport(history, grants, traffic, supervisor, faults.skipped(), started, ended);
    report.print(losses, progress);
    List<Finding> findings = report.findings(losses, starts(installation));
    findings.add(deliveries.finding());
    return findings;
  }

  private List<GrantChecker.Loss> check(MixedLoad load, Deliveries deliveries, Client client)
      throws InterruptedException {
    for (Resource unread : load.readAll()) {
      history.add(
          new Violation(
              Violation.Type.UNEXPECTED_RESPONSE,
              unread + " could not be read at the end",
              Instant.now()));
    }
    Map<String, String> held = load.readGrants(grants);
    List<GrantChecker.Loss> losses = GrantChecker.check(grants, held);
    List<SeenEvent> followed = load.followToTheEnd();
    List<Violation> found = new ArrayList<>(WriteChecker.check(history.steps()));
    List<SeenEvent> feed = load.readFeed();
    found.addAll(EventChecker.check(followed, feed, history.steps()));
    found.addAll(deliveries.check(feed, load, client));
    losses.stream()
        .filter(loss -> !loss.isDocumented())
        .map(loss -> new Violation(Violation.Type.LOST_GRANT, loss.what(), loss.when()))
        .forEach(found::add);
    found.sort(Comparator.comparing(Violation::when));
    found.forEach(history::add);
    return losses;
  }

  private static List<Client> clients(Installation installation, HttpClient http, Traffic traffic) {
    List<Client> clients = new ArrayList<>();
    for (SupervisedServer server : installation.servers()) {
      clients.add(
          new Client(
              clients.size(),
              server.port(),
              Installation.EMAIL,
              Installation.PASSWORD,
              http,
              traffic));
    }
    return clients;
  }

  private static int starts(Installation installation) {
    return installation.servers().stream().mapToInt(SupervisedServer::starts).sum();
  }

  private void keepLogs(Installation installation, Path logs) throws IOException {
    Files.createDirectories(logs);
    List<Path> kept = new ArrayList<>(List.of(installation.database().log()));
    for (int node = 0; node < FaultSchedule.NODES; node++) {
      kept.add(installation.log(node));
    }
    for (Path log : kept) {
      Files.copy(log, logs.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    progress.accept("the logs are in " + logs);
  }

  private static void park(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
