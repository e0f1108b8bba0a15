package io.headland.bench.world;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.server.JavaProgram;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.ServerSettings;
import io.headland.bench.server.SimulatorProcess;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// An empty database, a simulator with growers, and servers that sync from it.
public final class SyncWorld implements AutoCloseable {
  private static final String EMAIL = "bench@example.com";
  private static final String PASSWORD = "bench-password";
  private static final String KEY = "master-key.json";
  private static final int POOL = 16;
  private static final String RUNNING =
      StatementLog.OWN + "select count(*) from sync_run where state = 'RUNNING'";
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);
  private static final Duration LONGEST_SYNC = Duration.ofHours(1);

  private final Path dir;
  private final JavaProgram program;
  private final Database database;
  private final SimulatorProcess simulator;
  private final List<SimulatorProcess.Grant> grants;
  private int taken;
  private @Nullable Connection queries;

  private SyncWorld(Path dir, JavaProgram program, Database database, SimulatorProcess simulator)
      throws IOException, InterruptedException {
    this.dir = dir;
    this.program = program;
    this.database = database;
    this.simulator = simulator;
    this.grants = simulator.johnDeere();
  }

  public static SyncWorld open(Path dir, JavaProgram program, SimulatorProcess.Size size)
      throws IOException, InterruptedException {
    Files.createDirectories(dir);
    Database database = Database.start(dir.resolve("database"));
    try {
      var simulator = SimulatorProcess.start(program, dir.resolve("simulator.log"), size);
      return new SyncWorld(dir, program, database, simulator);
    } catch (IOException | InterruptedException | RuntimeException e) {
      database.close(); // a database without an owner must not continue to run
      throw e;
    }
  }

  public Database database() {
    return database;
  }

  public SimulatorProcess simulator() {
    return simulator;
  }

  /// Users of John Deere that have not been used yet.
  public List<SimulatorProcess.Grant> nextGrants(int count) {
    taken += count;
    return grants.subList(taken - count, taken);
  }

  /// Starts a server on this database whose providers are the simulator.
  ///
  /// @param callsPerSecond the rate limit of one application; 0 for no limit
  public ServerProcess startServer(int callsPerSecond, List<String> javaOptions)
      throws IOException, InterruptedException {
    return startServer(
        Map.of("HEADLAND_PROVIDERS_CALLS_PER_SECOND", Integer.toString(callsPerSecond)),
        javaOptions);
  }

  /// The same with settings by the names of their environment variables.
  public ServerProcess startServer(Map<String, String> chosen, List<String> javaOptions)
      throws IOException, InterruptedException {
    return startServer(dir.resolve("server"), database.target(), chosen, javaOptions);
  }

  /// The same on another address of the database.
  public ServerProcess startServer(JdbcTarget target, Map<String, String> chosen)
      throws IOException, InterruptedException {
    return startServer(dir.resolve("server"), target, chosen, List.of());
  }

  /// Starts a further server on this database, with the same settings and a data folder of its own.
  ///
  /// @param number of the server, from 2; a first one must have been started before
  public ServerProcess startFurtherServer(int number, Map<String, String> chosen)
      throws IOException, InterruptedException {
    Path data = dir.resolve("server-" + number);
    if (!Files.exists(data)) {
      Files.createDirectories(data);
      Files.copy(
          dir.resolve("server").resolve(KEY),
          data.resolve(KEY),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    return startServer(data, database.target(), chosen, List.of());
  }

  private ServerProcess startServer(
      Path data, JdbcTarget target, Map<String, String> chosen, List<String> javaOptions)
      throws IOException, InterruptedException {
    Map<String, String> more = new HashMap<>(simulator.settings());
    more.putAll(chosen);
    var settings = new ServerSettings(data, Optional.of(target), POOL, EMAIL, PASSWORD, more);
    return ServerProcess.start(program.with(javaOptions), settings);
  }

  public OwnerClient client(ServerProcess server) throws IOException, InterruptedException {
    var client = new OwnerClient(server);
    client.readEverything();
    return client;
  }

  /// Waits until no run is in progress.
  public void awaitRest() throws SQLException {
    long before = System.nanoTime();
    try (Statement statement = connection().createStatement()) {
      while (number(statement, RUNNING) > 0) {
        if (System.nanoTime() - before > LONGEST_SYNC.toNanos()) {
          throw new IllegalStateException("A sync did not end");
        }
        LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
      }
    }
  }

  /// The numeric result of a query.
  public double number(String query) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      return number(statement, query);
    }
  }

  public void run(String command) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(command);
    }
  }

  /// Collects the statistics of the tables, as autovacuum does a minute after they were filled:
  /// until then connections use the plans that they made for empty tables.
  public void analyze() throws SQLException {
    run("analyze");
  }

  /// One connection for all queries of the benchmark: the CPU time of starting and ending a process
  /// of PostgreSQL for each would be counted as that of the syncs.
  private synchronized Connection connection() throws SQLException {
    if (queries == null || queries.isClosed()) {
      queries = database.connect();
    }
    return queries;
  }

  private static double number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getDouble(1);
    }
  }

  @Override
  public void close() {
    simulator.close();
    database.close(); // which also ends the connection of the benchmark
  }
}
