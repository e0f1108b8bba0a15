package io.headland.bench.soak;

import io.headland.bench.server.ClockFile;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.ServerSettings;
import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.server.SupervisedServer;
import io.headland.bench.soak.check.GrantHistory;
import io.headland.bench.soak.fault.FaultSchedule;
import io.headland.bench.soak.fault.GrantRelay;
import io.headland.bench.soak.fault.SmallDisk;
import io.headland.bench.soak.fault.StallingProxy;
import io.headland.bench.world.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// One PostgreSQL, two servers that connect to it through separate proxies, and the simulator as
/// provider.
final class Installation {
  static final String EMAIL = "soak@example.com";
  static final String PASSWORD = "soak-password";

  private static final int POOL = 12;
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
  private static final String KEY = "master-key.json";

  /// Access tokens are replaced 5 minutes before they expire; these are used for 4 seconds.
  private static final String SWITCHES =
      "{\"rotateRefreshTokens\": true, \"revokeOnReuse\": true, \"accessTokenLifetime\":"
          + " \"PT5M4S\"}";

  private static final String RETRIES = String.join(",", Collections.nCopies(30, "2s"));

  /// A clock that is 40 days ahead must neither disable webhooks nor delete rows that the checks
  /// read; a stalled network must be detected while it lasts.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("HEADLAND_CREDENTIALS_REVEAL_SECRETS", "true"),
          Map.entry("HEADLAND_EVENTS_RETENTION", "365d"),
          Map.entry("HEADLAND_CREDENTIALS_EVENT_RETENTION", "365d"),
          Map.entry("HEADLAND_SYNC_RETENTION", "365d"),
          Map.entry("HEADLAND_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.1/32"),
          Map.entry("HEADLAND_WEBHOOKS_DISABLE_AFTER", "365d"),
          Map.entry("HEADLAND_WEBHOOKS_RETRY_SCHEDULE", RETRIES),
          Map.entry("HEADLAND_OWNER_OPERATORS", EMAIL),
          Map.entry("HEADLAND_DATABASE_LOGIN_TIMEOUT", "4s"),
          Map.entry("HEADLAND_DATABASE_STATEMENT_TIMEOUT", "5s"),
          Map.entry("HEADLAND_DATABASE_SOCKET_TIMEOUT", "8s"),
          Map.entry("HEADLAND_PROVIDERS_REQUEST_TIMEOUT", "15s"),
          Map.entry("HEADLAND_SYNC_LEASE", "25s"));

  private final Path dir;
  private final JavaProgram program;
  private final Optional<SmallDisk> disk;
  private final Database database;
  private final SimulatorProcess simulator;
  private final List<StallingProxy> proxies = new ArrayList<>();
  private final List<Optional<ClockFile>> clocks = new ArrayList<>();
  private final List<SupervisedServer> servers = new ArrayList<>();

  private Installation(
      Path dir,
      JavaProgram program,
      Optional<SmallDisk> disk,
      Database database,
      SimulatorProcess simulator) {
    this.dir = dir;
    this.program = program;
    this.disk = disk;
    this.database = database;
    this.simulator = simulator;
  }

  /// Starts all components and waits until both servers are ready.
  ///
  /// @param closing closes them
  static Installation start(
      Path dir, JavaProgram program, int accounts, GrantHistory grants, OpenResources closing)
      throws IOException, InterruptedException {
    Path databaseDir = dir.resolve("database");
    Optional<SmallDisk> disk = SmallDisk.mount(databaseDir);
    disk.ifPresent(closing::add);
    Database database = closing.add(Database.start(databaseDir));
    SimulatorProcess simulator =
        closing.add(
            SimulatorProcess.start(
                program,
                dir.resolve("simulator.log"),
                new SimulatorProcess.Size(accounts, 3, 4, 1)));
    simulator.change(SWITCHES);
    Installation installation = new Installation(dir, program, disk, database, simulator);
    for (int node = 0; node < FaultSchedule.NODES; node++) {
      installation.startServer(node, grants, closing);
    }
    return installation;
  }

  private void startServer(int node, GrantHistory grants, OpenResources closing)
      throws IOException, InterruptedException {
    StallingProxy proxy = closing.add(StallingProxy.start(database.port()));
    GrantRelay relay = closing.add(GrantRelay.start(simulator.tokenUrl(), node, grants));
    Optional<ClockFile> clock = ClockFile.of(dir.resolve("clock-" + (node + 1)));
    proxies.add(proxy);
    clocks.add(clock);
    Path data = dir.resolve("server-" + (node + 1));
    if (node > 0) {
      Files.createDirectories(data);
      Files.copy(dir.resolve("server-1").resolve(KEY), data.resolve(KEY));
    }
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(simulator.settings());
    settings.put("HEADLAND_JOHN_DEERE_TOKEN_URL", relay.uri().toString());
    SupervisedServer server =
        SupervisedServer.start(
            program,
            new ServerSettings(
                data,
                Optional.of(database.targetAt(proxy.port())),
                POOL,
                EMAIL,
                PASSWORD,
                Map.copyOf(settings)),
            clock.map(ClockFile::environment).orElse(Map.of()),
            log(node));
    servers.add(closing.add(server));
    awaitReady(server, log(node));
  }

  private static void awaitReady(SupervisedServer server, Path log) throws IOException {
    Instant end = Instant.now().plus(LONGEST_START);
    while (!server.isReady()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("A server did not become ready:\n" + Files.readString(log));
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  /// Waits until both servers are ready after the last fault.
  ///
  /// @return whether they are
  boolean awaitReady() {
    Instant end = Instant.now().plus(LONGEST_START);
    while (Instant.now().isBefore(end)) {
      if (servers.stream().allMatch(SupervisedServer::isReady)) {
        return true;
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
    return false;
  }

  Path log(int node) {
    return dir.resolve("server-%d.log".formatted(node + 1));
  }

  Optional<SmallDisk> disk() {
    return disk;
  }

  Database database() {
    return database;
  }

  SimulatorProcess simulator() {
    return simulator;
  }

  List<SupervisedServer> servers() {
    return List.copyOf(servers);
  }

  StallingProxy proxy(int node) {
    return proxies.get(node);
  }

  Optional<ClockFile> clock(int node) {
    return clocks.get(node);
  }
}
