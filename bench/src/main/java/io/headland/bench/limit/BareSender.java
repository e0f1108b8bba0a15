package io.headland.bench.limit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Posts a body with the JDK's HTTP client, without a signature and without a record of the result.
public final class BareSender {
  private BareSender() {}

  /// Calls per second.
  ///
  /// @param connections with a call in progress
  public static double perSecond(URI to, String body, int calls, int connections)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var left = new AtomicInteger(calls);
      List<Callable<Void>> senders = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        senders.add(
            () -> {
              while (left.getAndDecrement() > 0) {
                sendOnOpenConnection(http, request);
              }
              return null;
            });
      }
      long before = System.nanoTime();
      for (Future<Void> done : threads.invokeAll(senders)) {
        done.get();
      }
      return calls / ((System.nanoTime() - before) / 1e9);
    } catch (ExecutionException e) {
      throw new IOException("The receiver could not be called", e.getCause());
    }
  }

  /// The JDK's client sometimes closes a connection that it has just reused, when the response
  /// arrives ("Data received while in pool"). One such call is repeated.
  private static void sendOnOpenConnection(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      send(http, request);
    } catch (IOException first) {
      try {
        send(http, request);
      } catch (IOException second) {
        second.addSuppressed(first);
        throw second;
      }
    }
  }

  private static void send(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(request.uri() + " returned " + response.statusCode());
    }
  }
}
