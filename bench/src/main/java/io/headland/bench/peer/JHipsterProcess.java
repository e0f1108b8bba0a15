package io.headland.bench.peer;

import io.headland.bench.server.FreePort;
import io.headland.bench.world.Database;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// The JHipster application as a separate process, with a database of its own.
public final class JHipsterProcess implements AutoCloseable {
  private static final String DATABASE = "jhipster";
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);
  private static final int PAGE = 20;

  private final Process process;
  private final int port;
  private final String token;
  private final int organizations;

  private JHipsterProcess(Process process, int port, String token, int organizations) {
    this.process = process;
    this.port = port;
    this.token = token;
    this.organizations = organizations;
  }

  /// Starts the application in the mode of production and fills its table.
  public static JHipsterProcess start(
      Path jar, Path log, Database database, int connections, int organizations)
      throws IOException, InterruptedException, SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + DATABASE);
      statement.execute("create database " + DATABASE);
    }
    JdbcTarget target = database.target();
    String url = target.url().replaceFirst("/[^/?]+(\\?|$)", "/" + DATABASE + "$1");
    int port = FreePort.find();
    Process process = process(jar, log, target, url, port, connections);
    try {
      String token = awaitToken(process, port, log);
      try (Connection connection =
          DriverManager.getConnection(url, target.user(), target.password().reveal())) {
        fill(connection, organizations);
      }
      return new JHipsterProcess(process, port, token, organizations);
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      process.destroyForcibly(); // a process without an owner must not continue to run
      throw e;
    }
  }

  private static Process process(
      Path jar, Path log, JdbcTarget target, String url, int port, int connections)
      throws IOException {
    byte[] secret = new byte[64];
    new SecureRandom().nextBytes(secret);
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPRING_PROFILES_ACTIVE", "prod",
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", target.user(),
                "SPRING_DATASOURCE_PASSWORD", target.password().reveal(),
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", Integer.toString(connections),
                "JHIPSTER_SECURITY_AUTHENTICATION_JWT_BASE64_SECRET",
                    Base64.getEncoder().encodeToString(secret),
                // Otherwise it closes a connection after a hundred requests.
                "SERVER_TOMCAT_MAX_KEEP_ALIVE_REQUESTS", "-1",
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", Integer.toString(port)));
    return builder.start();
  }

  /// The token of the administrator that the generator creates.
  private static String awaitToken(Process process, int port, Path log)
      throws IOException, InterruptedException {
    HttpRequest login =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/authenticate"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"username\": \"admin\", \"password\": \"admin\", \"rememberMe\": true}"))
            .build();
    long end = System.nanoTime() + LONGEST_START.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && process.isAlive()) {
        try {
          HttpResponse<String> response =
              client.send(login, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
          if (response.statusCode() == 200) {
            return JsonMapper.shared().readTree(response.body()).path("id_token").asString();
          }
        } catch (IOException _) {
          // Not listening yet.
        }
        LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
      }
    }
    throw new IOException("The JHipster application did not start:\n" + Files.readString(log));
  }

  private static void fill(Connection connection, int organizations) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              """
              insert into organization (id, leaf_user_id, provider, provider_org_id, name, status, management_uri)
              select n, gen_random_uuid(), 'JohnDeere', (10000000 + n)::text, 'Organization ' || n, 'SELECTED', ''
                from generate_series(1, %d) as n
              """
                  .formatted(organizations),
              "vacuum analyze organization",
              "checkpoint")) {
        statement.execute(sql);
      }
    }
  }

  public int port() {
    return port;
  }

  /// A request for a random organization.
  public byte[] get(RandomGenerator random) {
    return request("GET", "/" + id(random), "");
  }

  /// A request for a random page.
  public byte[] list(RandomGenerator random) {
    int page = random.nextInt(organizations / PAGE);
    return request("GET", "?page=" + page + "&size=" + PAGE, "");
  }

  /// Sets the status of a random organization to its present one.
  public byte[] mark(RandomGenerator random) {
    int id = id(random);
    return request("PATCH", "/" + id, "{\"id\": %d, \"status\": \"SELECTED\"}".formatted(id));
  }

  private int id(RandomGenerator random) {
    return 1 + random.nextInt(organizations);
  }

  private byte[] request(String method, String path, String body) {
    String content =
        body.isEmpty()
            ? ""
            : "\r\nContent-Type: application/merge-patch+json\r\nContent-Length: " + body.length();
    return "%s /api/organizations%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s%s\r\n\r\n%s"
        .formatted(method, path, token, content, body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
