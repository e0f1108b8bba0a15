package io.headland.server.platform.safehttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A webhook receiver of an API owner.
public final class Receiver implements AutoCloseable {
  /// A call as it came.
  ///
  /// @param headers by names in lower case
  public record Received(String method, String path, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// What is answered.
  public record Reply(int status, String body, Map<String, String> headers) {
    public static Reply of(int status) {
      return new Reply(status, "", Map.of());
    }
  }

  /// Decides what is answered; may take its time.
  @FunctionalInterface
  public interface Behaviour {
    Reply reply(Received received) throws InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final boolean remembers;
  private volatile Behaviour behaviour;

  private Receiver(String address, boolean remembers, Behaviour behaviour) {
    this.behaviour = behaviour;
    this.remembers = remembers;
    try {
      server = HttpServer.create(new InetSocketAddress(address, 0), 500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// One that is content with everything.
  public static Receiver start() {
    return startAt("127.0.0.1", _ -> Reply.of(204));
  }

  public static Receiver start(Behaviour behaviour) {
    return startAt("127.0.0.1", behaviour);
  }

  public static Receiver startAt(String address, Behaviour behaviour) {
    return new Receiver(address, true, behaviour);
  }

  /// One that leaves remembering to its behaviour.
  public static Receiver startWithoutLog(Behaviour behaviour) {
    return new Receiver("127.0.0.1", false, behaviour);
  }

  public void behave(Behaviour other) {
    behaviour = other;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      Received call =
          new Received(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
      if (remembers) {
        received.add(call);
      }
      Reply reply = behaviour.reply(call);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
