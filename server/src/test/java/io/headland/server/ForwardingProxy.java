package io.headland.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A forwarder with an address that providers use before the server has started, and that a test
/// points to one of several nodes. It records the requests.
public final class ForwardingProxy implements AutoCloseable {
  /// A forwarded request.
  ///
  /// @param path its path
  /// @param status of the response
  public record Passed(String path, String authorization, String body, int status) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Passed> passed = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile @Nullable URI behind;

  public ForwardingProxy() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Forwards to this node from now on.
  public void leadTo(URI node) {
    behind = node;
  }

  /// Forwards nothing from now on: every request is answered with status 502.
  public void breakAddresses() {
    behind = null;
  }

  public List<Passed> passed() {
    return List.copyOf(passed);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      String authorization = given == null ? "" : given;
      int status = forward(path, authorization, body);
      passed.add(new Passed(path, authorization, new String(body, StandardCharsets.UTF_8), status));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private int forward(String path, String authorization, byte[] body) throws IOException {
    URI node = behind;
    if (node == null) {
      return 502;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 502;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
    threads.shutdownNow();
  }
}
