package io.headland.bench.peer;

import io.headland.bench.load.HttpConnection;
import io.headland.bench.server.FreePort;
import io.headland.bench.server.ProcessEnd;
import io.headland.bench.world.Database;
import io.headland.bench.world.Keys;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// A peer as a separate process, with a database of its own in the measured PostgreSQL.
public final class PeerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

  private final Process process;
  private final int port;
  private final PeerRequests requests;

  private PeerProcess(Process process, int port, PeerRequests requests) {
    this.process = process;
    this.port = port;
    this.requests = requests;
  }

  /// Starts the program, which creates its table, and fills the table.
  ///
  /// @param connections of the program to PostgreSQL
  public static PeerProcess start(
      Peer peer, Path jar, Path log, Database database, int connections, Keys keys)
      throws IOException, InterruptedException, SQLException {
    JdbcTarget target = createDatabase(database, peer.folder().replace('-', '_'));
    int port = FreePort.find();
    Process process = start(peer, jar, log, target, port, connections);
    try {
      String authorization = peer.authorization(awaitReady(peer, process, port, log));
      var requests = new PeerRequests(peer, keys, authorization);
      try (Connection connection =
          DriverManager.getConnection(target.url(), target.user(), target.password().reveal())) {
        PeerTable.fill(connection, keys.scale());
        checkPatch(requests, port, connection);
      }
      return new PeerProcess(process, port, requests);
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      process.destroyForcibly(); // a process without an owner must not continue to run
      throw e;
    }
  }

  private static JdbcTarget createDatabase(Database database, String name) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name);
      statement.execute("create database " + name);
    }
    JdbcTarget target = database.target();
    String url = target.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
    return new JdbcTarget(url, target.user(), target.password());
  }

  private static Process start(
      Peer peer, Path jar, Path log, JdbcTarget target, int port, int connections)
      throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(peer.environment());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPRING_DATASOURCE_URL", target.url(),
                "SPRING_DATASOURCE_USERNAME", target.user(),
                "SPRING_DATASOURCE_PASSWORD", target.password().reveal(),
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", Integer.toString(connections),
                // Otherwise it closes a connection after a hundred requests.
                "SERVER_TOMCAT_MAX_KEEP_ALIVE_REQUESTS", "-1",
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", Integer.toString(port)));
    return builder.start();
  }

  /// The response to the first request that succeeds.
  private static String awaitReady(Peer peer, Process process, int port, Path log)
      throws IOException, InterruptedException {
    HttpRequest request = peer.readiness(URI.create("http://127.0.0.1:" + port));
    long end = System.nanoTime() + LONGEST_START.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && process.isAlive()) {
        try {
          HttpResponse<String> response =
              client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
          if (response.statusCode() == 200) {
            return response.body();
          }
        } catch (IOException _) {
          // Not listening yet.
        }
        LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
      }
    }
    throw new IOException(peer.title() + " did not start:\n" + Files.readString(log));
  }

  /// A PATCH that writes nothing would be compared with one that waits for the disk: Hibernate
  /// executes no statement if no value differs.
  private static void checkPatch(PeerRequests requests, int port, Connection connection)
      throws IOException, SQLException {
    try (HttpConnection http = HttpConnection.open(port)) {
      http.exchange(requests.mark(new SplittableRandom()));
    }
    if (!PeerTable.isWritten(connection)) {
      throw new IOException("A PATCH of " + requests.peer().title() + " writes no row");
    }
  }

  public int port() {
    return port;
  }

  public PeerRequests requests() {
    return requests;
  }

  @Override
  public void close() {
    ProcessEnd.stop(process);
  }
}
