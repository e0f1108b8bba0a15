package io.headland.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headland.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A server of an application, to which events are posted.
final class Receiver implements AutoCloseable {
  /// A received post.
  record Post(String authorization, JsonNode events) {
    String types() {
      List<String> types = new ArrayList<>();
      events.forEach(event -> types.add(event.path("eventTypeId").asString()));
      return String.join(",", types);
    }
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private volatile int status = 204;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  /// The status of further responses.
  void respond(int with) {
    status = with;
  }

  Post next() {
    try {
      Post post = posts.poll(10, TimeUnit.SECONDS);
      if (post == null) {
        throw new AssertionError("nothing was posted");
      }
      return post;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Whether nothing is received for a short time.
  boolean isQuiet() {
    try {
      return posts.poll(Duration.ofMillis(150).toMillis(), TimeUnit.MILLISECONDS) == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      posts.add(new Post(authorization == null ? "" : authorization, Json.read(body)));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
