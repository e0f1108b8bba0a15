package io.headland.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The simulator of the providers, as a separate process that is accessed only over HTTP.
public final class SimulatorProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);
  private static final Set<String> ASKING =
      Set.of("accept", "accept-encoding", "x-deere-no-paging", "x-deere-signature");
  private static final String PLATFORM = "GET /platform/";
  private static final String TRIMBLE = "GET /Trimble-Ag-Software/";
  private static final String WITHOUT_USER = " -";

  /// The key under which the simulator counts the calls after the first hundred thousand kinds.
  private static final String UNCOUNTED = "other";

  private final Process process;
  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();

  private SimulatorProcess(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /// The credentials of a Leaf user at a provider.
  ///
  /// @param key of the application
  public record Grant(String key, String secret, String refreshToken) {}

  /// Calls for data, and token requests.
  ///
  /// @param repeated calls of a user to a path that the user had called before; the second and
  ///   further pages of a list are such calls, token requests are not
  /// @param uncounted calls of which it is unknown whether they were repeated, because there were
  ///   too many different ones
  public record Calls(int reading, int tokens, int throttled, int repeated, int uncounted) {
    public int all() {
      return reading + tokens + uncounted;
    }
  }

  /// The size of the generated world.
  public record Size(int users, int organizations, int fields, int trimbleFields) {}

  /// Starts a simulator of the same build as the server.
  public static SimulatorProcess start(JavaProgram program, Path log, Size size)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    Files.createDirectories(log.resolveSibling("."));
    var builder = new ProcessBuilder(command(program, port, size));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    var simulator = new SimulatorProcess(process, URI.create("http://127.0.0.1:" + port));
    try {
      simulator.awaitReady(log);
      return simulator;
    } catch (IOException | InterruptedException | RuntimeException e) {
      simulator.close(); // a simulator without an owner must not continue to run
      throw e;
    }
  }

  private static List<String> command(JavaProgram program, int port, Size size) {
    return List.of(
        program.java().toString(),
        "-XX:+UseSerialGC",
        "-jar",
        program.project().resolve("simulator/target/headland-simulator.jar").toString(),
        "--port=" + port,
        "--users=" + size.users(),
        "--orgs=" + size.organizations(),
        "--fields=" + size.fields(),
        "--trimble-users=1",
        "--trimble-orgs=1",
        "--trimble-fields=" + size.trimbleFields());
  }

  public URI base() {
    return base;
  }

  /// The server's settings for the addresses of the providers.
  public Map<String, String> settings() {
    return Map.of(
        "HEADLAND_JOHN_DEERE_STAGE_URL", base.resolve("/platform").toString(),
        "HEADLAND_JOHN_DEERE_PRODUCTION_URL", base.resolve("/platform").toString(),
        "HEADLAND_JOHN_DEERE_TOKEN_URL", tokenUrl().toString(),
        "HEADLAND_TRIMBLE_API_URL", base.resolve("/Trimble-Ag-Software/externalApi/3.0").toString(),
        "HEADLAND_TRIMBLE_TOKEN_URL", base.resolve("/oauth/token").toString());
  }

  public URI tokenUrl() {
    return base.resolve("/oauth2/aus78tnlaysMraFhC1t7/v1/token");
  }

  /// The grants of John Deere's users, in their order.
  public List<Grant> johnDeere() throws IOException, InterruptedException {
    return grants("credentials", "clientKey");
  }

  /// The grant of the one user of Trimble.
  public Grant trimble() throws IOException, InterruptedException {
    return grants("trimbleCredentials", "clientId").getFirst();
  }

  private List<Grant> grants(String list, String key) throws IOException, InterruptedException {
    List<Grant> grants = new ArrayList<>();
    for (JsonNode one : control("GET", "", "").path(list)) {
      grants.add(
          new Grant(
              one.path(key).asString(),
              one.path("clientSecret").asString(),
              one.path("refreshToken").asString()));
    }
    return grants;
  }

  public void answerAfter(Duration latency) throws IOException, InterruptedException {
    control("PATCH", "/switches", "{\"latency\": \"%s\"}".formatted(latency));
  }

  /// Each refresh token is valid for one refresh, and one that is used again ends its grant.
  public void rotateRefreshTokens() throws IOException, InterruptedException {
    control("PATCH", "/switches", "{\"rotateRefreshTokens\": true, \"revokeOnReuse\": true}");
  }

  /// Changes switches.
  ///
  /// @param switches a JSON object
  public void change(String switches) throws IOException, InterruptedException {
    control("PATCH", "/switches", switches);
  }

  /// Makes calls fail.
  ///
  /// @param fault a JSON object
  public void addFault(String fault) throws IOException, InterruptedException {
    control("POST", "/faults", fault);
  }

  public void clearFaults() throws IOException, InterruptedException {
    control("DELETE", "/faults", "");
  }

  /// Sets the simulator's clock forward.
  public void advance(Duration by) throws IOException, InterruptedException {
    control("POST", "/clock/advance", "{\"by\": \"%s\"}".formatted(by));
  }

  /// Changes the field data of an organization of John Deere.
  ///
  /// @param rest the path of the control API below the organization
  /// @param body a JSON object, or blank
  public void changeFieldData(String method, String organization, String rest, String body)
      throws IOException, InterruptedException {
    control(method, "/organizations/" + organization + rest, body);
  }

  public void forgetCalls() throws IOException, InterruptedException {
    control("DELETE", "/call-counts", "");
    control("DELETE", "/requests", "");
  }

  public Calls calls() throws IOException, InterruptedException {
    JsonNode counts = control("GET", "/call-counts", "");
    int reading = 0;
    int repeated = 0;
    for (Map.Entry<String, JsonNode> call : counts.path("byCall").properties()) {
      boolean reads = call.getKey().startsWith(PLATFORM) || call.getKey().startsWith(TRIMBLE);
      int times = call.getValue().path("calls").asInt();
      reading += reads ? times : 0;
      repeated += reads && !call.getKey().endsWith(WITHOUT_USER) ? times - 1 : 0;
    }
    int uncounted = counts.path("byCall").path(UNCOUNTED).path("calls").asInt();
    int all = counts.path("calls").asInt();
    int throttled = counts.path("throttled").asInt();
    return new Calls(reading, all - reading - uncounted, throttled, repeated, uncounted);
  }

  /// A call received by the simulator.
  ///
  /// @param target path and query
  public record Call(String target, Map<String, String> headers) {}

  /// The latest calls to John Deere, at most ten thousand.
  public List<Call> johnDeereCalls() throws IOException, InterruptedException {
    JsonNode log = control("GET", "/requests?method=GET&path=/platform/*&limit=10000", "");
    List<Call> calls = new ArrayList<>();
    for (JsonNode request : log.path("requests")) {
      Map<String, String> headers = new HashMap<>();
      for (Map.Entry<String, JsonNode> header : request.path("headers").properties()) {
        if (ASKING.contains(header.getKey().toLowerCase(Locale.ROOT))) {
          headers.put(header.getKey(), header.getValue().asString());
        }
      }
      calls.add(new Call(request.path("target").asString(), headers));
    }
    return calls;
  }

  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  @Override
  public void close() {
    http.close();
    ProcessEnd.stop(process);
  }

  private JsonNode control(String method, String rest, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/_simulator" + rest))
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("The simulator returned " + response.statusCode() + response.body());
    }
    return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    long before = System.nanoTime();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - before > LONGEST_START.toNanos()) {
        throw new IOException("The simulator did not start:\n" + Files.readString(log));
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      control("GET", "/clock", "");
      return true;
    } catch (IOException | UncheckedIOException _) {
      return false; // not listening yet
    }
  }
}
