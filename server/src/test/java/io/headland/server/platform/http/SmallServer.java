package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.ServerProcess;
import io.headland.server.ServerSettings;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A server process with the packaged heap of 256 MB, and an API owner. Accounts of the provider's
/// production environment are at another address than the simulator.
final class SmallServer implements AutoCloseable {
  /// Growth of the live heap that is tolerated.
  static final long HEAP_GROWTH = 40L * 1024 * 1024;

  private static final Duration MAX_WAIT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final Receiver receiver = Receiver.start();
  private final ServerFixture fixture = ServerFixture.start(simulator.baseUri());
  private final ServerProcess server;
  private final URI address;
  private final String token;
  private long first;
  private long live;

  /// @param production address of the provider's production environment
  private SmallServer(Path folder, URI production) throws IOException {
    token = fixture.owner().token();
    fixture.copyMasterKeyTo(folder.resolve("data"));
    ServerSettings.in(folder)
        .database(fixture.target())
        .johnDeere(simulator.baseUri(), production)
        .set("webhooks.allowed-networks", "127.0.0.0/8")
        .set("webhooks.timeout", "3s")
        .set("machine-files.free-space", "1")
        .write();
    server = ServerProcess.runSmall(folder, "serve");
    address = URI.create(server.awaitReady());
  }

  static SmallServer start(Path folder) throws IOException {
    return new SmallServer(folder, URI.create("http://127.0.0.1:9/"));
  }

  /// A process that is the only node over its database.
  ///
  /// @param production address of the provider's production environment
  static SmallServer startAlone(Path folder, URI production) throws IOException {
    SmallServer server = new SmallServer(folder, production);
    server.fixture.stopNodes();
    return server;
  }

  /// Gives the API owner one of everything.
  OwnerResources createResources() {
    return OwnerIsolationIT.createResources(
        fixture, fixture.owner(), simulator.demoCredentials(), receiver.uri("").toString());
  }

  /// The same database, served by this process.
  ServerFixture fixture() {
    return fixture;
  }

  Simulator simulator() {
    return simulator;
  }

  URI address() {
    return address;
  }

  String token() {
    return token;
  }

  boolean isAlive() {
    return server.isAlive();
  }

  HttpRequest request(String method, String target, String body) {
    return builder(target)
        .header("Content-Type", "application/json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  HttpRequest upload(String target, String body) {
    return upload(target, BodyPublishers.ofString(body));
  }

  /// @param body with the boundary `walk`
  HttpRequest upload(String target, HttpRequest.BodyPublisher body) {
    return builder(target)
        .header("Content-Type", "multipart/form-data; boundary=walk")
        .POST(body)
        .build();
  }

  private HttpRequest.Builder builder(String target) {
    return HttpRequest.newBuilder(address.resolve(target))
        .timeout(MAX_WAIT)
        .header("Authorization", "Bearer " + token);
  }

  /// Sends requests, some at a time, and checks that each is answered without a 5xx, except 503
  /// with `Retry-After`.
  void call(Collection<HttpRequest> requests, int atOnce) throws Exception {
    ConcurrentLinkedQueue<HttpRequest> left = new ConcurrentLinkedQueue<>(requests);
    allAtOnce(
        atOnce,
        () -> {
          for (HttpRequest next = left.poll(); next != null; next = left.poll()) {
            send(next, BodyHandlers.discarding());
          }
          return null;
        });
  }

  /// Runs the same work in threads, and fails with the first one that fails.
  static void allAtOnce(int threads, Callable<?> work) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(callers.submit(work));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  /// Sends a request whose response has no 5xx, except 503 with `Retry-After`.
  <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws InterruptedException {
    try {
      HttpResponse<T> response = http.send(request, handler);
      boolean isRefusal =
          response.statusCode() == 503 && response.headers().firstValue("Retry-After").isPresent();
      assertThat(response.statusCode() < 500 || isRefusal)
          .as("%s answered %d", request, response.statusCode())
          .isTrue();
      return response;
    } catch (IOException e) {
      throw new AssertionError(
          request + " of " + request.bodyPublisher() + ": " + e + "\n" + server.errors(), e);
    }
  }

  /// Work that a test does.
  @FunctionalInterface
  interface Load {
    void run() throws Exception;
  }

  /// Runs a load while other requests are sent, which must be answered, and compares the live heap
  /// before the first load with that after this one.
  ///
  /// @param name of the load in the output
  void requireNoServerError(String name, Load load) throws Exception {
    if (first == 0) {
      first = liveBytes();
    }
    AtomicBoolean ended = new AtomicBoolean();
    List<Long> probes = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService prober = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> probing = prober.submit(() -> probe(ended, probes));
      try {
        load.run();
      } finally {
        ended.set(true);
      }
      probing.get();
    }
    // What the last requests of the load started may still be in progress.
    Concurrency.await(() -> liveBytes() - first < HEAP_GROWTH);
    Collections.sort(probes);
    System.out.printf(
        "%s: %d s; live heap %d kB at first, %d kB after; %d probes, median %d ms, longest %d ms%n",
        name,
        (System.nanoTime() - start) / 1_000_000_000L,
        first / 1024,
        live / 1024,
        probes.size(),
        probes.get(probes.size() / 2),
        probes.getLast());
  }

  private @Nullable Void probe(AtomicBoolean ended, List<Long> millis) throws Exception {
    do {
      for (String target : List.of("/health/live", "/services/usermanagement/api/users?size=1")) {
        long start = System.nanoTime();
        HttpResponse<String> response =
            http.send(request("GET", target, ""), BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s: %s", target, response.body()).isEqualTo(200);
        millis.add((System.nanoTime() - start) / 1_000_000);
      }
    } while (!ended.get());
    return null;
  }

  /// Bytes of all objects that are reachable, after a full collection.
  private long liveBytes() {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(server.pid()),
                  "GC.class_histogram")
              .start();
      String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      jcmd.waitFor();
      String total =
          output
              .lines()
              .filter(line -> line.startsWith("Total"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(output + server.errors()));
      live = Long.parseLong(total.strip().split("\\s+", -1)[2]);
      return live;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring", e);
    }
  }

  @Override
  public void close() {
    server.close();
    fixture.close();
    receiver.close();
    simulator.close();
  }
}
