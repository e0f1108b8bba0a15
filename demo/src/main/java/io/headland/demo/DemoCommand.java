package io.headland.demo;

import io.headland.demo.scenario.DemoMagicLink;
import io.headland.demo.scenario.Scenario;
import io.headland.demo.scenario.StepResult;
import io.headland.server.platform.config.HeadlandConfig.LogConfig;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.logging.Logging;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line of the demo.
@Command(
    name = "headland demo",
    mixinStandardHelpOptions = true,
    versionProvider = DemoVersion.class,
    sortOptions = false,
    description = {
      "Server, embedded PostgreSQL and a simulator of John Deere and Trimble in one process.",
      "Runs until Ctrl-C and prints commands to paste; with --once it runs all steps of the"
          + " scenario and ends with exit code 0 only if every step passed."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USUAL_PORT = 8080;
  private static final int USUAL_SIMULATOR_PORT = 8090;
  private static final int FEWEST_ORGANIZATIONS = 8;

  private final Clock clock;

  @Option(names = "--once", description = "Run the scenario once, print the results, and exit.")
  private boolean once;

  @Option(
      names = Demo.PORT,
      paramLabel = "N",
      description = "Port of the server; 0 for a free one. Default: 8080, with --once a free one.")
  private @Nullable Integer port;

  @Option(
      names = Demo.SIMULATOR_PORT,
      paramLabel = "N",
      description =
          "Port of the simulator; 0 for a free one. Default: 8090, with --once a free one.")
  private @Nullable Integer simulatorPort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the database. Default: a temporary folder, deleted at the end.")
  private @Nullable Path dataDir;

  @Option(
      names = "--orgs",
      paramLabel = "N",
      defaultValue = "12",
      description = "Organizations that the grower sees, at least 8. Default: ${DEFAULT-VALUE}.")
  private int organizations;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "16",
      description = "Seed of the simulated world. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  DemoCommand(Clock clock) {
    this.clock = clock;
  }

  static CommandLine commandLine(Clock clock) {
    return new CommandLine(new DemoCommand(clock))
        .setParameterExceptionHandler(
            (error, _) -> {
              PrintWriter err = error.getCommandLine().getErr();
              err.println("headland: " + error.getMessage());
              err.println("Try --help.");
              err.flush();
              return error.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
            })
        .setExecutionExceptionHandler(
            (failure, command, _) -> {
              if (failure instanceof DemoException || failure instanceof StartupException) {
                command.getErr().println("headland: " + failure.getMessage());
                command.getErr().flush();
                return FAILED;
              }
              throw failure;
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    DemoOptions options = options();
    Shutdown ending = Shutdown.onSignal();
    int code = FAILED;
    try {
      code = run(options, ending);
    } catch (RuntimeException e) {
      if (!ending.isRequested()) {
        throw e;
      }
      // A stop during the start makes it fail in one of several ways: Ctrl-C in a terminal is sent
      // to initdb as well, and a JVM that is shutting down rejects calls of libraries.
      printStatus("stopped before it was ready");
      code = once ? FAILED : OK;
    } finally {
      ending.closed(code);
    }
    return code;
  }

  private DemoOptions options() {
    int server = within(Demo.PORT, port, once ? 0 : USUAL_PORT);
    int simulator = within(Demo.SIMULATOR_PORT, simulatorPort, once ? 0 : USUAL_SIMULATOR_PORT);
    if (server == simulator && server != 0) {
      throw wrong(Demo.PORT + " and " + Demo.SIMULATOR_PORT + " must differ.");
    }
    if (organizations < FEWEST_ORGANIZATIONS || organizations > 100_000) {
      throw wrong("--orgs must be from %d to 100000.".formatted(FEWEST_ORGANIZATIONS));
    }
    return new DemoOptions(server, simulator, dataDir, seed, organizations);
  }

  private int within(String option, @Nullable Integer given, int usual) {
    int value = given == null ? usual : given;
    if (value < 0 || value > 65_535) {
      throw wrong(option + " must be from 0 to 65535.");
    }
    return value;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int run(DemoOptions options, Shutdown ending) throws InterruptedException {
    Instant begun = clock.instant();
    // The scenario causes warnings of the server on purpose; a line between its rows would break
    // the
    // table.
    Logging.apply(new LogConfig("text", once ? "error" : "warn"));
    int code;
    try (Demo demo = Demo.start(options, clock, this::printStatus)) {
      printStatus("ready after " + since(begun));
      code = once ? runScenario(demo) : stayUp(demo, ending);
      printStatus("stopping");
    }
    return code;
  }

  private int runScenario(Demo demo) throws InterruptedException {
    Instant begun = clock.instant();
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    ScenarioTable table = new ScenarioTable(spec.commandLine().getOut(), terminal);
    table.head();
    List<StepResult> results = Scenario.play(demo.environment(), table);
    table.end(results, since(begun));
    return results.stream().allMatch(StepResult::passed) ? OK : FAILED;
  }

  private int stayUp(Demo demo, Shutdown ending) throws InterruptedException {
    String token = OwnerToken.fetch(demo);
    String link = DemoMagicLink.link(demo.environment(), token);
    new StartMessage(demo.environment(), token, link).print(spec.commandLine().getOut());
    ending.await();
    return OK;
  }

  /// Messages go to the standard error output, so that the standard output contains only the
  /// result.
  private void printStatus(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("headland: " + sentence);
    err.flush();
  }

  private String since(Instant begun) {
    Duration took = Duration.between(begun, clock.instant());
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
