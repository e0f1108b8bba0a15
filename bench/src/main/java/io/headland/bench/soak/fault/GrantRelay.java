package io.headland.bench.soak.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headland.bench.soak.check.GrantHistory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A proxy between a node and the token endpoint, which records the times at which refresh tokens
/// were issued and rejected.
public final class GrantRelay implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PARAMETER = "refresh_token=";

  private final URI target;
  private final int node;
  private final GrantHistory history;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();

  private GrantRelay(URI target, int node, GrantHistory history, HttpServer server) {
    this.target = target;
    this.node = node;
    this.history = history;
    this.server = server;
  }

  /// Listens on a free port of the loopback address.
  public static GrantRelay start(URI target, int node, GrantHistory history) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    GrantRelay relay = new GrantRelay(target, node, history, server);
    server.setExecutor(relay.threads);
    server.createContext("/", relay::forward);
    server.start();
    return relay;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
  }

  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Instant requestedAt = Instant.now();
    HttpResponse<byte[]> response = ask(exchange, body);
    try (exchange) {
      exchange
          .getResponseHeaders()
          .put(
              "Content-Type",
              List.of(response.headers().firstValue("Content-Type").orElse("application/json")));
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
      exchange.getResponseBody().flush();
    } finally {
      Instant sent = Instant.now();
      sentToken(body).ifPresent(token -> record(token, response, requestedAt, sent));
    }
  }

  private void record(
      String token, HttpResponse<byte[]> response, Instant requestedAt, Instant sent) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() == 200) {
      JsonNode next = JSON.readTree(text).path("refresh_token");
      if (next.isString()) {
        history.issued(token, next.asString(), node, requestedAt, sent);
      }
    } else if (text.contains("\"invalid_grant\"")) {
      history.refused(token, node, sent);
    }
  }

  private static Optional<String> sentToken(byte[] form) {
    return Arrays.stream(new String(form, StandardCharsets.US_ASCII).split("&"))
        .filter(parameter -> parameter.startsWith(PARAMETER))
        .map(parameter -> parameter.substring(PARAMETER.length()))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
        .findFirst();
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target);
    for (String name : List.of("Authorization", "Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(
          request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
