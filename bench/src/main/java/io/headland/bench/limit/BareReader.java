package io.headland.bench.limit;

import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.server.SimulatorProcess.Call;
import io.headland.bench.server.SimulatorProcess.Grant;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a sync read from John Deere and discards it: the JDK's HTTP client, with as many
/// connections as a server has workers.
public final class BareReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SimulatorProcess simulator;
  private final int connections;

  public BareReader(SimulatorProcess simulator, int connections) {
    this.simulator = simulator;
    this.connections = connections;
  }

  /// A recorded call and the grant with which it was made.
  public record Reading(Grant grant, Call call) {}

  /// Calls per second, repeated for the given time.
  public double perSecond(List<Reading> readings, Duration howLong)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<HttpRequest> requests = requests(http, readings);
      var next = new AtomicInteger();
      long start = System.nanoTime();
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        tasks.add(() -> read(http, requests, next, start + howLong.toNanos()));
      }
      int calls = 0;
      for (Future<Integer> done : threads.invokeAll(tasks)) {
        calls += done.get();
      }
      return calls / ((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw new IOException("The simulator could not be read", e.getCause());
    }
  }

  private static int read(HttpClient http, List<HttpRequest> requests, AtomicInteger next, long end)
      throws IOException, InterruptedException {
    int calls = 0;
    while (System.nanoTime() < end) {
      HttpRequest request = requests.get(Math.floorMod(next.getAndIncrement(), requests.size()));
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() >= 400) {
        throw new IOException(request.uri() + " returned " + response.statusCode());
      }
      calls++;
    }
    return calls;
  }

  private List<HttpRequest> requests(HttpClient http, List<Reading> readings)
      throws IOException, InterruptedException {
    Map<Grant, String> tokens = new HashMap<>();
    List<HttpRequest> requests = new ArrayList<>();
    for (Reading reading : readings) {
      if (!tokens.containsKey(reading.grant())) {
        tokens.put(reading.grant(), token(http, reading.grant()));
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(simulator.base().resolve(reading.call().target()))
              .header("Authorization", "Bearer " + tokens.get(reading.grant()));
      reading.call().headers().forEach(request::header);
      requests.add(request.build());
    }
    return requests;
  }

  private String token(HttpClient http, Grant grant) throws IOException, InterruptedException {
    String basic = grant.key() + ":" + grant.secret();
    HttpRequest request =
        HttpRequest.newBuilder(simulator.tokenUrl())
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.US_ASCII)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=refresh_token&refresh_token=" + grant.refreshToken()))
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body())
        .path("access_token")
        .asString();
  }
}
