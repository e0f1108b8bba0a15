package io.headland.demo;

import io.headland.demo.scenario.DemoEnvironment;
import io.headland.demo.scenario.Login;
import io.headland.demo.scenario.ProviderCredential;
import io.headland.server.App;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.TrimbleCredentials;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A running demo: the simulator, and the server with its database.
final class Demo implements AutoCloseable {
  /// In each organization of John Deere: enough for several pages and visible progress.
  private static final int FIELDS = 240;

  /// The redirect address of the providers.
  private static final String CALLBACK = "/connect/callback";

  static final String PORT = "--port";
  static final String SIMULATOR_PORT = "--simulator-port";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DemoFolder folder;
  private final DemoEnvironment environment;

  /// Starts all components, or none.
  ///
  /// @param progress receives a sentence before each step
  /// @throws DemoException for a condition that the user can correct
  static Demo start(DemoOptions options, Clock clock, Consumer<String> progress)
      throws InterruptedException {
    Ports.require(options.simulatorPort(), SIMULATOR_PORT);
    Ports.require(options.port(), PORT);
    return new Demo(options, clock, progress);
  }

  private Demo(DemoOptions options, Clock clock, Consumer<String> progress)
      throws InterruptedException {
    boolean started = false;
    try {
      folder = opened(DemoFolder.open(options.findDataDir()));
      progress.accept(
          "starting the simulator of John Deere and Trimble with %d organizations"
              .formatted(options.organizations()));
      Simulator simulator = opened(simulator(options, clock));
      HeadlandConfig config = DemoConfig.of(folder.path(), options.port(), simulator.baseUri());
      progress.accept("starting the server with an embedded PostgreSQL in " + folder.path());
      App server = opened(server(config, clock));
      simulator.control().registerRedirectUri(server.baseUri().resolve(CALLBACK).toString());
      environment = environment(server, simulator);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  DemoEnvironment environment() {
    return environment;
  }

  Path folder() {
    return folder.path();
  }

  /// Stops the server and its database, then the simulator, then deletes the folder.
  @Override
  public void close() {
    @Nullable RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // The others must still be closed.
        RuntimeException earlier = failure;
        failure = new IllegalStateException("A component of the demo could not be closed", e);
        if (earlier != null) {
          failure.addSuppressed(earlier);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private <C extends AutoCloseable> C opened(C part) {
    parts.push(part);
    return part;
  }

  private static Simulator simulator(DemoOptions options, Clock clock) {
    SimulatorOptions simulator =
        SimulatorOptions.defaults()
            .withPort(options.simulatorPort())
            .withSeed(options.seed())
            .withOrganizations(options.organizations())
            .withFields(FIELDS)
            .withClock(clock);
    try {
      return Simulator.start(simulator);
    } catch (RuntimeException e) { // neither server has an exception type for a port in use
      throw ifTaken(options.simulatorPort(), SIMULATOR_PORT, e);
    }
  }

  private static App server(HeadlandConfig config, Clock clock) throws InterruptedException {
    try {
      return App.start(config, clock);
    } catch (RuntimeException e) { // neither server has an exception type for a port in use
      throw ifTaken(config.http().port(), PORT, e);
    }
  }

  /// Another process may bind the port after it was checked.
  private static RuntimeException ifTaken(int port, String option, RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind) {
        return Ports.taken(port, option, bind);
      }
    }
    return failure;
  }

  private static DemoEnvironment environment(App server, Simulator simulator) {
    DemoCredentials credentials = simulator.demoCredentials();
    TrimbleCredentials trimble = simulator.trimbleCredentials();
    return new DemoEnvironment(
        server.baseUri(),
        simulator.baseUri(),
        DemoConfig.OWNER,
        new Login(credentials.userName(), credentials.password()),
        new ProviderCredential(
            credentials.clientKey(), credentials.clientSecret(), credentials.refreshToken()),
        new ProviderCredential(trimble.clientId(), trimble.clientSecret(), trimble.refreshToken()),
        trimble.userName());
  }
}
