package io.headland.bench.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A proxy between a server and the token endpoint, which records when a response was sent.
public final class TokenRelay implements AutoCloseable {
  private final URI target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<@Nullable Strike> next = new AtomicReference<>();

  private TokenRelay(URI target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  /// An action to be executed some time after the next response was sent.
  record Strike(Duration delay, Runnable action, CountDownLatch done) {}

  /// Listens on a free port of the loopback address.
  public static TokenRelay start(URI target) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TokenRelay relay = new TokenRelay(target, server);
    server.setExecutor(relay.threads);
    server.createContext("/", relay::forward);
    server.start();
    return relay;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
  }

  /// Executes an action some time after the next response was sent.
  ///
  /// @return counted down when it was done
  public CountDownLatch afterNext(Duration delay, Runnable action) {
    CountDownLatch done = new CountDownLatch(1);
    next.set(new Strike(delay, action, done));
    return done;
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpResponse<byte[]> response = ask(exchange);
    exchange
        .getResponseHeaders()
        .put(
            "Content-Type",
            List.of(response.headers().firstValue("Content-Type").orElse("application/json")));
    exchange.sendResponseHeaders(response.statusCode(), response.body().length);
    exchange.getResponseBody().write(response.body());
    exchange.getResponseBody().flush();
    long sent = System.nanoTime();
    @Nullable Strike strike = next.getAndSet(null);
    if (strike != null) {
      // Busy waiting: the resolution of timers of the operating system is too low.
      while (System.nanoTime() - sent < strike.delay().toNanos()) {
        Thread.onSpinWait();
      }
      strike.action().run();
      strike.done().countDown();
    }
    exchange.close();
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target);
    for (String name : List.of("Authorization", "Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      return client.send(
          request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted", e));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
    threads.close();
  }
}
