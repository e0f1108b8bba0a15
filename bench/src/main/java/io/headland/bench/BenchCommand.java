package io.headland.bench;

import io.headland.bench.peer.Peer;
import io.headland.bench.report.Finding;
import io.headland.bench.report.JsonReport;
import io.headland.bench.report.Plausibility;
import io.headland.bench.report.Table;
import io.headland.bench.report.Verdict;
import io.headland.bench.scenario.Plan;
import io.headland.bench.scenario.SyncSizes;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.soak.Soak;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command line of the bench.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the server against its goals and against what PostgreSQL alone does in the same"
          + " run.",
      "A missed goal is reported; it is an error only with --strict.",
      "Exits with 3, without a report, when a figure is impossible."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int EXIT_IMPOSSIBLE = 3;

  @Option(names = "--quick", description = "Little data and short rounds: a minute, and rougher.")
  private boolean quick;

  @Option(names = "--strict", description = "Exit with 1 when a goal is missed.")
  private boolean strict;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = {
        "Run only these benchmarks: ${COMPLETION-CANDIDATES}.",
        "Default: all except SEASON, PEERS, MILLION, KILLS, NODES, WAITING_NODES, REMOTE and CHURN,"
            + " which take many minutes."
      })
  private Set<Part> parts = Part.usual();

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "PEER",
      description = "The programs of PEERS: ${COMPLETION-CANDIDATES}; all by default.")
  private Set<Peer> peers = EnumSet.allOf(Peer.class);

  @Option(
      names = "--kills",
      defaultValue = "200",
      description = "Number of times that KILLS kills the server; default ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--soak",
      paramLabel = "DURATION",
      converter = SoakDuration.class,
      description = {
        "Run only mixed load on two servers with faults, for this time: 90s, 20m, 2h.",
        "Exits with 1 when a guarantee was violated."
      })
  private @Nullable Duration soak;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Seed of the faults of --soak; random by default.")
  private @Nullable Long seed;

  @Mixin private SizeOptions sizes = new SizeOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "File of the findings as JSON; default target/bench.json.")
  private @Nullable Path json;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Keep the data in this folder, and use the data of an earlier run there.")
  private @Nullable Path dataDir;

  @Option(
      names = "--server-java-opts",
      split = " ",
      paramLabel = "OPTIONS",
      description = "More options for the JVM of the server.")
  private List<String> serverOptions = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter talk = spec.commandLine().getErr();
    JavaProgram program = JavaProgram.ofServer(serverOptions);
    Path target = program.project().resolve("target");
    Files.createDirectories(target);
    if (soak != null) {
      return soak(soak, program, target);
    }
    Bench bench =
        new Bench(
            quick ? Plan.quick() : Plan.complete(),
            sizes.over(quick ? SyncSizes.quick() : SyncSizes.complete()),
            program,
            parts,
            peers,
            kills,
            line -> talk.println("bench: " + line));
    bench.conditions().forEach((name, value) -> talk.println("bench: " + name + ": " + value));
    List<Finding> findings;
    try {
      findings = bench.run(target, Optional.ofNullable(dataDir));
    } catch (Plausibility.ImpossibleFigureException e) {
      talk.println("bench: " + e.getMessage());
      return EXIT_IMPOSSIBLE;
    }
    JsonReport.write(
        json == null ? target.resolve("bench.json") : json, bench.conditions(), findings);
    spec.commandLine().getOut().print(Table.of(findings));
    spec.commandLine().getOut().flush();
    boolean missed = findings.stream().anyMatch(f -> f.verdict() == Verdict.MISSED);
    return strict && missed ? 1 : 0;
  }

  private int soak(Duration duration, JavaProgram program, Path target)
      throws IOException, InterruptedException {
    PrintWriter talk = spec.commandLine().getErr();
    long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    talk.println("bench: soak for " + duration + " with --seed=" + chosen);
    List<Finding> findings =
        new Soak(chosen, duration, program, line -> talk.println("bench: " + line)).run(target);
    Map<String, Object> conditions =
        Map.of(
            "seed", chosen,
            "seconds", duration.toSeconds(),
            "java", Runtime.version().toString(),
            "cores", Runtime.getRuntime().availableProcessors(),
            "jvmOptions", String.join(" ", program.options()));
    JsonReport.write(json == null ? target.resolve("soak.json") : json, conditions, findings);
    spec.commandLine().getOut().print(Table.of(findings));
    spec.commandLine().getOut().flush();
    return findings.stream().anyMatch(f -> f.verdict() == Verdict.MISSED) ? 1 : 0;
  }
}
