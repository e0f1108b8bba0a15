package io.headland.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Receivers of webhooks in one HTTP server: one for each path, of which some are slow.
public final class WebhookEndpoints implements AutoCloseable {
  private static final Pattern FIELD = Pattern.compile("\"fieldId\"\\s*:\\s*\"([0-9a-f-]{36})\"");

  private static final int NO_CONTENT = 204;
  private static final int ACCEPT_QUEUE = 1_024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger received = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;

  private WebhookEndpoints(HttpServer server) {
    this.server = server;
  }

  /// A call that was received.
  ///
  /// @param field the id of the field in the event; blank if there is none
  /// @param nanos when its body was complete, by [System#nanoTime]
  public record Call(String path, String field, long nanos) {}

  public static WebhookEndpoints start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ACCEPT_QUEUE);
    WebhookEndpoints endpoints = new WebhookEndpoints(server);
    server.createContext("/", endpoints::receive);
    server.setExecutor(endpoints.threads);
    server.start();
    return endpoints;
  }

  /// The address of a receiver that responds at once.
  public URI fast(int number) {
    return address("/fast/" + number);
  }

  /// The address of a receiver that responds after the delay.
  public URI slow(int number) {
    return address("/slow/" + number);
  }

  public static boolean isSlow(Call call) {
    return call.path().startsWith("/slow/");
  }

  /// Sets the time after which slow receivers respond; none at first.
  public void delaySlow(Duration time) {
    delay = time;
  }

  /// The number of calls received so far.
  public int received() {
    return received.get();
  }

  /// The calls received since the last call of this method.
  public List<Call> take() {
    List<Call> taken = new ArrayList<>();
    for (Call call = calls.poll(); call != null; call = calls.poll()) {
      taken.add(call);
    }
    return taken;
  }

  private URI address(String path) {
    InetSocketAddress bound = server.getAddress();
    return URI.create("http://127.0.0.1:" + bound.getPort() + path);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      String event = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      long nanos = System.nanoTime();
      Matcher field = FIELD.matcher(event);
      Call call =
          new Call(exchange.getRequestURI().getPath(), field.find() ? field.group(1) : "", nanos);
      calls.add(call);
      received.incrementAndGet();
      if (isSlow(call) && !delay.isZero()) {
        Thread.sleep(delay);
      }
      exchange.sendResponseHeaders(NO_CONTENT, -1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the benchmark ends
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
