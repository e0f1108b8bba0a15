package io.headland.bench.soak.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headland.bench.soak.check.Delivery;
import io.headland.bench.soak.check.Delivery.Reply;
import io.headland.bench.soak.check.DeliveryHistory;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.SeenEvent;
import io.headland.bench.soak.check.Subscription;
import io.headland.bench.soak.check.Violation;
import io.headland.bench.soak.check.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A program that receives events at webhooks and records them. It refuses some calls, closes some
/// connections without a response, and delays some responses. The seed determines what happens to
/// the n-th call.
public final class WebhookReceiver implements AutoCloseable {
  public static final String WEBHOOKS = "/services/headland/api/webhooks";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PART_REFUSED = 10;
  private static final int PART_CLOSED = 5;
  private static final int PART_SLOW = 10;
  private static final int LONGEST_MILLIS = 500;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Subscription> byPath = new ConcurrentHashMap<>();
  private final Random random;
  private final DeliveryHistory deliveries;
  private final History history;

  private WebhookReceiver(
      HttpServer server, long seed, DeliveryHistory deliveries, History history) {
    this.server = server;
    this.random = new Random(seed);
    this.deliveries = deliveries;
    this.history = history;
  }

  /// Listens on a free port of the loopback address.
  ///
  /// @param history of the calls that cannot be read
  public static WebhookReceiver start(long seed, DeliveryHistory deliveries, History history)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    WebhookReceiver receiver = new WebhookReceiver(server, seed, deliveries, history);
    server.setExecutor(receiver.threads);
    server.createContext("/", receiver::receive);
    server.start();
    return receiver;
  }

  /// Creates a webhook with an address of this receiver.
  ///
  /// @param types patterns of the types of events
  public Subscription subscribe(Client client, String name, List<String> types)
      throws IOException, InterruptedException {
    String body =
        "{\"name\": \"%s\", \"url\": \"%s\", \"types\": %s}"
            .formatted(name, url(name), JSON.writeValueAsString(types));
    Answer answer = client.send("POST", WEBHOOKS, body);
    if (!answer.isSuccess()) {
      throw new IOException(
          "The webhook was not created: %d %s".formatted(answer.status(), answer.body()));
    }
    Subscription subscription =
        new Subscription(
            name,
            answer.json().path("id").asString(),
            types,
            answer.json().path("secret").asString());
    listen(subscription);
    return subscription;
  }

  /// Accepts calls for a webhook.
  void listen(Subscription subscription) {
    byPath.put("/" + subscription.name(), subscription);
  }

  String url(String name) {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Instant at = Instant.now();
      long began = deliveries.next();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Reply reply = draw();
      record(exchange, body, at, began, reply);
      if (reply != Reply.CLOSED) {
        exchange.sendResponseHeaders(reply == Reply.ACCEPTED ? 204 : 500, -1);
      }
    }
  }

  private Reply draw() {
    int part;
    int delay;
    synchronized (random) {
      part = random.nextInt(100);
      delay = random.nextInt(LONGEST_MILLIS);
    }
    if (part < PART_REFUSED) {
      return Reply.REFUSED;
    }
    if (part < PART_REFUSED + PART_CLOSED) {
      return Reply.CLOSED;
    }
    if (part < PART_REFUSED + PART_CLOSED + PART_SLOW) {
      LockSupport.parkNanos(Duration.ofMillis(delay).toNanos());
    }
    return Reply.ACCEPTED;
  }

  private void record(HttpExchange exchange, String body, Instant at, long began, Reply reply) {
    Optional<Subscription> found =
        Optional.ofNullable(byPath.get(exchange.getRequestURI().getPath()));
    Optional<SeenEvent> event = read(body);
    if (found.isEmpty() || event.isEmpty()) {
      history.add(
          new Violation(
              Violation.Type.FALSE_DELIVERY,
              "a call to %s with the body %s".formatted(exchange.getRequestURI(), body),
              at));
      return;
    }
    Subscription subscription = found.get();
    String id = header(exchange, "webhook-id");
    String timestamp = header(exchange, "webhook-timestamp");
    boolean isSigned =
        id.equals(event.get().id())
            && WebhookSignature.isValid(
                subscription.secret(), id, timestamp, body, header(exchange, "webhook-signature"));
    Duration difference = Duration.between(at, instant(timestamp));
    deliveries.add(
        responded ->
            new Delivery(
                subscription.name(),
                event.get(),
                isSigned,
                at,
                difference,
                began,
                responded,
                reply));
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  /// Seconds since 1970; the beginning when it is not a number.
  private static Instant instant(String timestamp) {
    return timestamp.matches("\\d{1,12}")
        ? Instant.ofEpochSecond(Long.parseLong(timestamp))
        : Instant.EPOCH;
  }

  private static Optional<SeenEvent> read(String body) {
    try {
      return Optional.of(EventDocument.read(JSON.readTree(body)));
    } catch (JacksonException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
