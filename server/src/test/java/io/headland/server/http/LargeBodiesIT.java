package io.headland.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.ServerProcess;
import io.headland.server.outbound.Receiver;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A server process with the packaged heap of 256 MB, to which every operation is called at once
/// with the largest bodies that it takes. With `-Dheadland.large-bodies.calls=1000` that is done
/// 1,000 times for each operation.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBodiesIT {
  private static final int CALLS = Integer.getInteger("headland.large-bodies.calls", 1);
  private static final int CALLERS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long HEAP_GROWTH = 24L * 1024 * 1024;
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Simulator simulator;
  private Receiver receiver;
  private ServerFixture fixture;
  private Belongings belongings;
  private ServerProcess server;
  private URI address;
  private String token;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    simulator = Simulator.start(SimulatorOptions.defaults());
    receiver = Receiver.start();
    fixture = ServerFixture.start(simulator.baseUri());
    ApiClient owner = fixture.owner();
    token = owner.token();
    belongings =
        StrangerIT.settle(fixture, owner, simulator.demoCredentials(), receiver.uri("").toString());
    fixture.copyMasterKeyTo(folder.resolve("data"));
    writeSettings(folder);
    server = ServerProcess.runSmall(folder, "serve");
    address = URI.create(server.awaitReady());
  }

  @AfterAll
  void stop() {
    server.close();
    fixture.close();
    receiver.close();
    simulator.close();
  }

  @Test
  void theLargestBodiesOfEveryOperationLeaveTheServerAlive() throws Exception {
    List<HttpRequest> requests = requests();
    // What the first requests load stays in the heap.
    call(requests.subList(0, requests.size() / 2), 1);
    long before = liveBytes();
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger probes = new AtomicInteger();
    AtomicLong longest = new AtomicLong();
    try (ExecutorService prober = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> probing = prober.submit(() -> probe(ended, probes, longest));
      long start = System.nanoTime();
      call(CALLS == 1 ? requests.subList(requests.size() / 2, requests.size()) : requests, CALLS);
      ended.set(true);
      probing.get();
      long after = liveBytes();
      System.out.printf(
          "%d requests of %d operations in %d s; live heap %d kB before, %d kB after;"
              + " %d probes, the longest %d ms%n",
          requests.size() * CALLS,
          DOCUMENT.operations().size(),
          (System.nanoTime() - start) / 1_000_000_000L,
          before / 1024,
          after / 1024,
          probes.get(),
          longest.get());
      assertThat(probes).as("requests of others that were answered").hasPositiveValue();
      assertThat(after - before).as("growth of the live heap").isLessThan(HEAP_GROWTH);
    }
  }

  @Test
  void bodiesThatTakeTheMostMemoryLeaveTheServerAlive() throws Exception {
    String dense = LargeBodies.of("{}").getLast();
    List<HttpRequest> requests = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      requests.add(request("POST", "/api/authenticate", dense));
      requests.add(request("POST", "/services/usermanagement/api/users", dense));
    }
    call(requests, 1, requests.size());
    assertThat(server.isAlive()).isTrue();
  }

  private List<HttpRequest> requests() {
    List<HttpRequest> requests = new ArrayList<>();
    for (OperationWalk.Step step : new OperationWalk(DOCUMENT).steps(belongings)) {
      String method = step.operation().method();
      if (method.equals("DELETE") || step.target().contains("/sync-runs/")) {
        continue;
      }
      if (step.body().startsWith("--")) {
        LargeBodies.files(step.body()).forEach(file -> requests.add(upload(step.target(), file)));
        continue;
      }
      List<String> bodies = LargeBodies.of(step.body());
      if (bodies.isEmpty()) {
        requests.add(request(method, step.target(), step.body()));
      }
      bodies.forEach(body -> requests.add(request(method, step.target(), body)));
    }
    for (String body : LargeBodies.of("{\"username\": \"a\", \"password\": \"b\"}")) {
      requests.add(request("POST", "/api/authenticate", body));
    }
    Collections.shuffle(requests, new Random(7));
    return requests;
  }

  private HttpRequest upload(String target, String body) {
    return HttpRequest.newBuilder(address.resolve(target))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "multipart/form-data; boundary=walk")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest request(String method, String target, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(target))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json");
    return request
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  private void call(List<HttpRequest> requests, int times) throws Exception {
    call(requests, times, CALLERS);
  }

  private void call(List<HttpRequest> requests, int times, int atOnce) throws Exception {
    ConcurrentLinkedQueue<HttpRequest> left = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < times; i++) {
      List<HttpRequest> shuffled = new ArrayList<>(requests);
      Collections.shuffle(shuffled, new Random(i));
      left.addAll(shuffled);
    }
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        all.add(
            callers.submit(
                () -> {
                  for (HttpRequest next = left.poll(); next != null; next = left.poll()) {
                    check(next);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private void check(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
      boolean isRefusal =
          response.statusCode() == 503 && response.headers().firstValue("Retry-After").isPresent();
      assertThat(response.statusCode() < 500 || isRefusal)
          .as("%s answered %d", request, response.statusCode())
          .isTrue();
    } catch (IOException e) {
      throw new AssertionError(
          request + " of " + request.bodyPublisher() + ": " + e + "\n" + server.errors(), e);
    }
  }

  private Void probe(AtomicBoolean ended, AtomicInteger probes, AtomicLong longest)
      throws Exception {
    while (!ended.get()) {
      for (String target : List.of("/health/live", "/services/usermanagement/api/users?size=1")) {
        long start = System.nanoTime();
        HttpResponse<Void> response =
            http.send(request("GET", target, ""), BodyHandlers.discarding());
        assertThat(response.statusCode()).as(target).isEqualTo(200);
        longest.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
        probes.incrementAndGet();
      }
    }
    return null;
  }

  /// Bytes of all objects that are reachable, after a full collection.
  private long liveBytes() throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                "GC.class_histogram")
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    String total =
        output.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return Long.parseLong(total.strip().split("\\s+", -1)[2]);
  }

  private void writeSettings(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("headland.properties"),
        """
        port=0
        database.url=%2$s
        database.user=%3$s
        database.password=%4$s
        john-deere.stage-url=%1$splatform
        john-deere.production-url=%1$splatform
        john-deere.token-url=%1$soauth2/aus78tnlaysMraFhC1t7/v1/token
        webhooks.allowed-networks=127.0.0.0/8
        """
            .formatted(
                simulator.baseUri().resolve("/"),
                fixture.target().url(),
                fixture.target().user(),
                fixture.target().password().reveal()));
  }
}
