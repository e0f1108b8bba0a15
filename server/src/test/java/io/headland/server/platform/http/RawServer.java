package io.headland.server.platform.http;

import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HttpConfig;
import io.headland.server.platform.config.HttpConfig.HttpLimits;
import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A server with small limits and short timeouts, whose one valid token is `good`.
final class RawServer implements AutoCloseable {
  static final HttpLimits LIMITS =
      new HttpLimits(
          128, 128, 64, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));

  static final int FILE_LIMIT = 2 * 1024 * 1024;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile CountDownLatch release = new CountDownLatch(1);
  private final HttpServer server;

  private RawServer(HttpLimits limits, ProxyConfig proxy) {
    Routes routes =
        new Routes()
            .open("GET", "/health/live", _ -> Response.ok(Map.of("status", "UP")))
            .open("GET", "/secret", _ -> Response.ok(Map.of("secret", "reached")))
            .open("GET", "/echo/{text}", call -> Response.ok(Map.of("text", call.path("text"))))
            .open("POST", "/echo", call -> Response.ok(call.body()))
            .open("GET", "/broken", _ -> Response.stream("text/plain", new BrokenWriting()))
            .open("GET", "/wait", _ -> waitForRelease())
            .open("GET", "/fault", _ -> fault())
            .open("GET", "/large", _ -> Response.text("text/plain", "x".repeat(64 * 1024 * 1024)))
            .owned("POST", "/file", (_, call) -> Response.ok(call.file(FILE_LIMIT).bytes().length))
            .owned("POST", "/owned", (_, call) -> Response.ok(call.body()));
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(1), "").with(limits).with(proxy),
            new LeafConfig(false),
            routes,
            token ->
                token.equals("good")
                    ? Optional.of(new ApiOwnerId(new UUID(0, 1)))
                    : Optional.empty(),
            meters,
            new UuidGenerator(Clock.systemUTC(), new Random(1)),
            new BackgroundLoops(new SimpleMeterRegistry()));
  }

  static RawServer start() {
    return start(LIMITS, ProxyConfig.NONE);
  }

  static RawServer start(HttpLimits limits, ProxyConfig proxy) {
    return new RawServer(limits, proxy);
  }

  private static final class BrokenWriting implements Response.Writing {
    @Override
    public void to(OutputStream out) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void discard() {
      throw new IllegalStateException("broken");
    }
  }

  private static Response fault() {
    throw new IllegalStateException("thrown by the test");
  }

  private Response waitForRelease() throws InterruptedException {
    CountDownLatch released = release;
    waiting.incrementAndGet();
    released.await();
    return Response.noContent();
  }

  /// Requests that wait at `/wait`.
  int waiting() {
    return waiting.get();
  }

  /// Lets the requests that wait be answered.
  void release() {
    CountDownLatch released = release;
    release = new CountDownLatch(1);
    waiting.set(0);
    released.countDown();
  }

  RawSocket connect() {
    return RawSocket.to(server.baseUri());
  }

  /// The response to a GET on a connection of its own.
  String get(String target) {
    try (RawSocket socket = connect()) {
      return socket
          .send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .readToEnd();
    }
  }

  /// The response to a POST on a connection of its own.
  ///
  /// @param headers each with its line end
  String post(String path, String headers, String body) {
    try (RawSocket socket = connect()) {
      return socket
          .send(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                  + headers
                  + "Content-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
          .readToEnd();
    }
  }

  /// Requests that have been answered, according to the metrics.
  long answered(String route, String status) {
    return meters
        .find("headland.http.requests")
        .tag("route", route)
        .tag("status", status)
        .timers()
        .stream()
        .mapToLong(Timer::count)
        .sum();
  }

  int meterCount() {
    return meters.getMeters().size();
  }

  @Override
  public void close() {
    release();
    server.close();
  }
}
