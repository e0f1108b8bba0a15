package io.headland.simulator;

import io.headland.simulator.control.TrimbleCredentials;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.World;
import io.headland.simulator.johndeere.world.WorldException;
import io.headland.simulator.johndeere.world.WorldFile;
import io.headland.simulator.johndeere.world.WorldSeed;
import io.headland.simulator.trimble.TrimbleSeed;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line: starts a simulator, which runs until it is interrupted.
@Command(
    name = "headland-simulator",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Simulates John Deere's Operations Center and Trimble as an HTTP server.")
final class StartCommand implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "8090", description = "Port; 0 selects a free one.")
  int port;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to bind.")
  String host = "";

  @Option(names = "--seed", defaultValue = "7", description = "Seed of the generated world.")
  long seed;

  @Option(
      names = "--orgs",
      defaultValue = "12",
      description = "Organizations that each user of the generated world sees.")
  int organizations;

  @Option(
      names = "--users",
      defaultValue = "1",
      description = "Users of the generated world, each with a refresh token of its own.")
  int users;

  @Option(
      names = "--fields",
      defaultValue = "4",
      description = "Fields in each organization of the generated world.")
  int fields;

  @Mixin TrimbleOptions trimble = new TrimbleOptions();

  @Option(
      names = "--latency",
      defaultValue = "PT0S",
      description = "Delay of every response, for example PT0.15S.")
  Duration latency = Duration.ZERO;

  @Option(
      names = "--rate-limit",
      defaultValue = "0",
      description = "Calls per second that one application may make; 0 for no limit.")
  double rateLimit;

  @Option(names = "--world", description = "A world as a JSON file, instead of a generated one.")
  @Nullable Path world;

  @Option(
      names = "--operations-from",
      description = "A folder with exports of field operations, instead of generated ones.")
  @Nullable Path operationsFrom;

  @Mixin JohnDeereOptions johnDeere = new JohnDeereOptions();

  @Mixin OperationOptions operations = new OperationOptions();

  @Option(
      names = "--alternatives",
      description = "Set every switch to its alternative; other options override it.")
  boolean alternatives;

  @Option(
      names = "--redirect-uri",
      description = "A redirect address to register; may be repeated.")
  List<URI> redirectUris = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    SimulatorOptions options = options();
    CountDownLatch stopped = new CountDownLatch(1);
    try (Simulator simulator = start(options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
      redirectUris.forEach(uri -> simulator.control().registerRedirectUri(uri.toString()));
      announce(simulator);
      stopped.await();
    }
    return 0;
  }

  /// The simulator options; an invalid value is reported with the name of its option.
  SimulatorOptions options() {
    within("--port", port, 0, 65_535);
    within("--orgs", organizations, 0, 100_000);
    within("--users", users, 1, 100_000);
    within("--fields", fields, 0, 10_000_000);
    redirectUris.forEach(uri -> absolute("--redirect-uri", uri));
    TrimbleSeed trimbleSeed = trimble.seed(this::within);
    WorldSeed worldSeed = new WorldSeed(seed, organizations, users, fields);
    SimulatorOptions options =
        new SimulatorOptions(
            host,
            port,
            worldSeed,
            trimbleSeed,
            null,
            operationsFrom,
            switches(),
            Clock.systemUTC());
    return world == null ? options : options.withWorld(read(world));
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(option + ": must be from " + least + " to " + most);
    }
  }

  private Switches switches() {
    try {
      Switches base = alternatives ? Switches.alternatives() : Switches.defaults();
      Switches ofJohnDeere = operations.on(johnDeere.on(base, this::given), this::given);
      return trimble.on(ofJohnDeere, this::given).withLatency(latency).withRateLimit(rateLimit);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private boolean given(String option) {
    return commandLine().getParseResult().hasMatchedOption(option);
  }

  private URI absolute(String option, URI uri) {
    try {
      return JohnDeereOptions.absolute(option, uri);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private World read(Path file) {
    try {
      return WorldFile.read(file);
    } catch (WorldException e) {
      throw wrong("--world " + file + ":\n  " + String.join("\n  ", e.problems()));
    }
  }

  private Simulator start(SimulatorOptions options) {
    try {
      return Simulator.start(options);
    } catch (IllegalArgumentException e) {
      throw wrong("--operations-from " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw wrong("cannot listen on " + host + ":" + port + ": " + e.getMessage());
    }
  }

  private void announce(Simulator simulator) {
    PrintWriter out = commandLine().getOut();
    out.println("John Deere simulator at " + simulator.baseUri());
    simulator.allCredentials().stream()
        .limit(1)
        .forEach(
            credentials -> {
              out.println("  client key     " + credentials.clientKey());
              out.println("  client secret  " + credentials.clientSecret());
              out.println("  refresh token  " + credentials.refreshToken());
              out.println("  user name      " + credentials.userName());
              out.println("  password       " + credentials.password());
            });
    TrimbleCredentials atTrimble = simulator.trimbleCredentials();
    out.println("Trimble simulator at " + simulator.baseUri());
    out.println("  client id      " + atTrimble.clientId());
    out.println("  client secret  " + atTrimble.clientSecret());
    out.println("  refresh token  " + atTrimble.refreshToken());
    out.println("  user name      " + atTrimble.userName());
    out.println("  password       " + atTrimble.password());
    out.println("Control: " + simulator.baseUri() + "/_simulator   Stop: Ctrl-C");
    out.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("the command was not parsed");
    }
    return spec.commandLine();
  }
}
