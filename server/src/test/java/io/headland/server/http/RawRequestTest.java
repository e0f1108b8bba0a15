package io.headland.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headland.server.Crowd;
import io.headland.server.config.HttpConfig;
import io.headland.server.config.HttpLimits;
import io.headland.server.config.LeafConfig;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.IdMinter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Requests as bytes: framing, versions, limits and spellings of a path that HTTP clients do not
/// send and attackers do. References are to RFC 9112 and RFC 3986.
class RawRequestTest {
  private static final String TOKEN = "good";
  private static final HttpLimits LIMITS =
      new HttpLimits(
          128, 128, 64, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));

  private static final int FILE_LIMIT = 2 * 1024 * 1024;
  private static final AtomicInteger waiting = new AtomicInteger();

  private static volatile CountDownLatch release = new CountDownLatch(1);
  private static HttpServer server;
  private static SimpleMeterRegistry meters;

  @BeforeAll
  static void start() {
    meters = new SimpleMeterRegistry();
    Routes routes =
        new Routes()
            .open("GET", "/health/live", _ -> Answer.ok(Map.of("status", "UP")))
            .open("GET", "/secret", _ -> Answer.ok(Map.of("secret", "reached")))
            .open("GET", "/echo/{text}", call -> Answer.ok(Map.of("text", call.path("text"))))
            .open("POST", "/echo", call -> Answer.ok(call.body()))
            .open("GET", "/broken", _ -> Answer.stream("text/plain", new BrokenWriting()))
            .open("GET", "/wait", _ -> waitForRelease())
            .open("GET", "/large", _ -> Answer.text("text/plain", "x".repeat(64 * 1024 * 1024)))
            .owned("POST", "/file", (_, call) -> Answer.ok(call.file(FILE_LIMIT).bytes().length))
            .owned("POST", "/owned", (_, call) -> Answer.ok(call.body()));
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, Duration.ofSeconds(1), "", LIMITS),
            new LeafConfig(false),
            routes,
            token ->
                token.equals(TOKEN)
                    ? Optional.of(new ApiOwnerId(new UUID(0, 1)))
                    : Optional.empty(),
            meters,
            new IdMinter(Clock.systemUTC(), new Random(1)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer waitForRelease() throws InterruptedException {
    waiting.incrementAndGet();
    release.await();
    return Answer.noContent();
  }

  private static final class BrokenWriting implements Answer.Writing {
    @Override
    public void to(OutputStream out) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void discard() {
      throw new IllegalStateException("broken");
    }
  }

  @Test
  void answersAFaultBehindARouteWith500() {
    try (RawSocket socket =
        RawSocket.to(server.baseUri()).send("HEAD /broken HTTP/1.1\r\nHost: x\r\n\r\n")) {
      assertThat(socket.readResponse(false)).startsWith("HTTP/1.1 500 ");
    }
  }

  static List<Arguments> accepted() {
    String json = "Host: x\r\nContent-Type: application/json\r\n";
    return List.of(
        argumentSet("HTTP/1.0", "GET /health/live HTTP/1.0\r\n\r\n"),
        argumentSet(
            "Connection: Close",
            "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n"),
        argumentSet(
            "chunk extension",
            "POST /echo HTTP/1.1\r\n"
                + json
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "7;a=b\r\n{\"a\":1}\r\n0\r\n\r\n"),
        argumentSet(
            "trailer",
            "POST /echo HTTP/1.1\r\n"
                + json
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "7\r\n{\"a\":1}\r\n0\r\nX-Checksum: 1\r\n\r\n"),
        argumentSet(
            "Transfer-Encoding in capitals",
            "POST /echo HTTP/1.1\r\n"
                + json
                + "Connection: close\r\nTransfer-Encoding: CHUNKED\r\n\r\n"
                + "7\r\n{\"a\":1}\r\n0\r\n\r\n"),
        argumentSet(
            "Content-Encoding: identity",
            "POST /echo HTTP/1.1\r\n"
                + json
                + "Connection: close\r\nContent-Encoding: identity\r\n"
                + "Content-Length: 7\r\n\r\n{\"a\":1}"),
        argumentSet(
            "colon in the query",
            "GET /health/live?a=b:c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        argumentSet("bare line feeds", "GET /health/live HTTP/1.1\nHost: x\nConnection: close\n\n"),
        argumentSet(
            "absolute form",
            "GET http://x/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsWhatTheRfcAllows(String request) {
    try (RawSocket socket = RawSocket.to(server.baseUri()).send(request)) {
      assertThat(socket.readToEnd()).contains(" 200 OK\r\n");
    }
  }

  static List<Arguments> refused() {
    String post = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    String end = " HTTP/1.1\r\nHost: x\r\n\r\n";
    return List.of(
        argumentSet("two lengths", post + "Content-Length: 7\r\nContent-Length: 8\r\n\r\n", 400),
        argumentSet("plus sign", post + "Content-Length: +7\r\n\r\n{\"a\":1}", 400),
        argumentSet("negative length", post + "Content-Length: -1\r\n\r\n", 400),
        argumentSet("list of lengths", post + "Content-Length: 7,7\r\n\r\n{\"a\":1}", 400),
        argumentSet(
            "length and chunked",
            post + "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        argumentSet(
            "malformed chunk size", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        argumentSet("negative chunk size", post + "Transfer-Encoding: chunked\r\n\r\n-5\r\n", 400),
        argumentSet(
            "first chunk of 400 MB",
            post + "Transfer-Encoding: chunked\r\n\r\n" + "17D78400\r\n" + "x".repeat(1_100_000),
            413),
        argumentSet("length of 400 MB", post + "Content-Length: 400000000\r\n\r\nx", 413),
        argumentSet("gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        argumentSet(
            "compressed", post + "Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\n1234567", 415),
        argumentSet("no host", "GET /health/live HTTP/1.1\r\n\r\n", 400),
        argumentSet(
            "20 kB of headers",
            "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Big: " + "b".repeat(20_000) + "\r\n\r\n",
            431),
        argumentSet(
            "200 headers",
            "GET /health/live HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n".repeat(200) + "\r\n",
            431),
        argumentSet("two hosts", "GET /health/live HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        argumentSet(
            "folded header", "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n", 400),
        argumentSet("slash at the end", "GET /secret/" + end, 400),
        argumentSet("authority form", "CONNECT x:80" + end, 404),
        argumentSet("asterisk form", "OPTIONS *" + end, 400),
        argumentSet("query of 9 kB", "GET /health/live?q=" + "x".repeat(9_000) + end, 414),
        argumentSet("query of 20 kB", "GET /health/live?q=" + "x".repeat(20_000) + end, 414),
        argumentSet("UTF-8 in the query", "GET /health/live?q=\u00c3\u00bc" + end, 400),
        argumentSet("brackets in the query", "GET /health/live?q=[]" + end, 400),
        argumentSet("quote in the query", "GET /health/live?q=\"" + end, 400),
        argumentSet("pipe in the query", "GET /health/live?q=a|b" + end, 400),
        argumentSet("blank in the query", "GET /health/live?q=a b" + end, 400),
        argumentSet("percent in the query", "GET /health/live?q=%zz" + end, 400),
        argumentSet("dot segment", "GET /health/../secret" + end, 400),
        argumentSet("dot segment with a parameter", "GET /x/..;/secret" + end, 400),
        argumentSet("empty segment", "GET //secret" + end, 400),
        argumentSet("matrix parameter", "GET /secret;x" + end, 400),
        argumentSet("encoded dot segment", "GET /%2e%2e/secret" + end, 400),
        argumentSet("encoded slash", "GET /echo/a%2Fb" + end, 400),
        argumentSet("backslash", "GET /health\\..\\secret" + end, 400),
        argumentSet(
            "two Authorization headers",
            """
            POST /owned HTTP/1.1\r
            Host: x\r
            Authorization: Bearer good\r
            Authorization: Bearer good\r
            \r
            """,
            401),
        argumentSet("invented method", "FOOBAR /secret" + end, 405),
        argumentSet("unknown version", "GET /secret HTTP/3.7\r\nHost: x\r\n\r\n", 505));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWithAProblemThatSaysWhy(String request, int status) {
    try (RawSocket socket = RawSocket.to(server.baseUri()).send(request)) {
      String response = socket.readResponse(true);

      assertThat(response).startsWith("HTTP/1.1 " + status + " ");
      assertThat(response).contains("application/problem+json").doesNotContain("reached");
    }
  }

  @Test
  void answersHeadAsGetWithoutABody() {
    try (RawSocket socket =
        RawSocket.to(server.baseUri())
            .send("HEAD /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
            .send("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
      String head = socket.readResponse(false);
      String rest = socket.readToEnd();

      assertThat(head).startsWith("HTTP/1.1 200 ").contains("Content-Length: 15");
      assertThat(rest).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"UP\"}");
    }
  }

  @Test
  void sendsNoInterimResponseForABodyThatIsRefused() {
    try (RawSocket socket =
        RawSocket.to(server.baseUri())
            .send(
                """
                POST /owned HTTP/1.1\r
                Host: x\r
                Content-Type: application/json\r
                Content-Length: 7\r
                Expect: 100-continue\r
                \r
                """)) {
      assertThat(socket.readResponse(true)).startsWith("HTTP/1.1 401 ");
    }
    try (RawSocket socket =
        RawSocket.to(server.baseUri())
            .send(
                """
                POST /owned HTTP/1.1\r
                Host: x\r
                Content-Type: application/json\r
                Authorization: Bearer good\r
                Content-Length: 7\r
                Expect: 100-continue\r
                \r
                """)) {
      assertThat(socket.readResponse(false)).startsWith("HTTP/1.1 100 ");
      assertThat(socket.send("{\"a\":1}").readResponse(true)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void holdsABodyToTheLimitOfItsRoute() {
    String larger = "x".repeat(RequestBody.MAX_BYTES + 1);
    assertThat(sendFile(larger, "Authorization: Bearer good\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(sendFile("x".repeat(FILE_LIMIT), "Authorization: Bearer good\r\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("larger than " + FILE_LIMIT + " bytes");
    assertThat(sendFile(larger, "")).startsWith("HTTP/1.1 401 ");
  }

  /// In one chunk.
  private static String sendFile(String content, String headers) {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
            + content
            + "\r\n--b--\r\n";
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      return socket
          .send(
              "POST /file HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                  + "Content-Type: multipart/form-data; boundary=b\r\n"
                  + headers
                  + "\r\n"
                  + Integer.toHexString(body.length())
                  + "\r\n"
                  + body
                  + "\r\n0\r\n\r\n")
          .readResponse(true);
    }
  }

  @Test
  void answersASenderOfATooLargeBodyThatReadsAfterwards() {
    String body = "x".repeat(8 * RequestBody.MAX_BYTES);
    assertThat(post("/echo", "", body)).startsWith("HTTP/1.1 413 ");
    assertThat(post("/owned", "", body)).startsWith("HTTP/1.1 401 ");
    assertThat(post("/owned", "Authorization: Bearer good\r\n", body)).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void answersHealthChecksAndOwnersWhenOthersUseEverySlot() {
    List<RawSocket> others = new ArrayList<>();
    try {
      for (int i = 0; i < LIMITS.maxRequests(); i++) {
        others.add(RawSocket.to(server.baseUri()).send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"));
      }
      Crowd.await(() -> waiting.get() == LIMITS.maxRequests());

      assertThat(get("/secret")).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");
      assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
      assertThat(post("/owned", "Authorization: Bearer good\r\n", "{}"))
          .startsWith("HTTP/1.1 200 ");
      assertThat(post("/owned", "", "{}")).startsWith("HTTP/1.1 401 ");
    } finally {
      release.countDown();
      others.forEach(socket -> socket.readResponse(false));
      others.forEach(RawSocket::close);
      release = new CountDownLatch(1);
      waiting.set(0);
    }
  }

  @Test
  void answersOthersWhenLargeBodiesNeverEnd() {
    String almost = "x".repeat(RequestBody.MAX_BYTES - 1);
    List<RawSocket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        slow.add(
            RawSocket.to(server.baseUri())
                .send(
                    "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "100000\r\n"
                        + almost));
        if (i % 10 == 9) {
          assertThat(post("/echo", "", "{\"a\":1}")).startsWith("HTTP/1.1 200 ");
          assertThat(
                  post(
                      "/owned",
                      "Authorization: Bearer good\r\n",
                      "{\"a\":\"" + "y".repeat(900_000) + "\"}"))
              .startsWith("HTTP/1.1 200 ");
        }
      }
      // The memory for bodies holds fewer than these.
      Crowd.await(() -> answered("/echo", "503") > 0);
    } finally {
      slow.forEach(RawSocket::close);
    }
  }

  @Test
  void logsNothingForRequestsThatAreBrokenOrEndEarly() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    long before = answered("/echo", "400");
    try {
      for (int i = 0; i < 20; i++) {
        for (String broken :
            List.of(
                "no HTTP at all\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: x\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"a\"",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) {
          RawSocket.to(server.baseUri()).send(broken).close();
        }
      }
      // Each one with a complete header section is counted when it has been answered.
      Crowd.await(() -> answered("/echo", "400") >= before + 40);
      assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
    } finally {
      root.detachAppender(logged);
    }
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .isEmpty();
  }

  private static long answered(String route, String status) {
    return meters
        .find("headland.http.requests")
        .tag("route", route)
        .tag("status", status)
        .timers()
        .stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private static String post(String path, String headers, String body) {
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
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

  @Test
  void closesAConnectionWhoseHeaderSectionOrBodyTakesTooLong() {
    try (RawSocket header =
            RawSocket.to(server.baseUri()).send("GET /health/live HTTP/1.1\r\nHost: x\r\n");
        RawSocket body =
            RawSocket.to(server.baseUri())
                .send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")) {
      assertThat(header.isClosedByServer()).isTrue();
      body.readToEnd();
      assertThat(body.isClosedByServer()).isTrue();
    }
  }

  @Test
  void endsAResponseThatIsNotReadAndNotARequestThatWaits() {
    try (RawSocket waits =
            RawSocket.to(server.baseUri()).send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        RawSocket _ =
            RawSocket.to(server.baseUri()).send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")) {
      Crowd.await(() -> waiting.get() == 1);
      // Counted when it has ended: after the idle timeout, because this client reads nothing.
      Crowd.await(() -> answered("/large", "200") == 1);
      release.countDown();
      assertThat(waits.readResponse(false)).startsWith("HTTP/1.1 204 ");
    } finally {
      release.countDown();
      release = new CountDownLatch(1);
      waiting.set(0);
    }
  }

  @Test
  void servesNewClientsWhenOthersHoldEveryConnection() {
    List<RawSocket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        silent.add(RawSocket.to(server.baseUri()).send("GET /health/live HT"));
        if (i % 20 == 0) {
          assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
        }
      }
      assertThat(get("/secret")).startsWith("HTTP/1.1 200 ");
    } finally {
      silent.forEach(RawSocket::close);
    }
  }

  @Test
  void keepsNoMetricForAnInventedMethod() {
    int before = meters.getMeters().size();
    for (int i = 0; i < 500; i++) {
      try (RawSocket socket = RawSocket.to(server.baseUri())) {
        socket.send("M" + i + " /secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(socket.readToEnd()).startsWith("HTTP/1.1 405 ");
      }
    }
    assertThat(meters.getMeters().size() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void decodesPercentEncodedSegmentsAsUtf8() {
    assertThat(get("/echo/%C3%BC%20x")).endsWith("{\"text\":\"ü x\"}");
    assertThat(get("/echo/%ff")).startsWith("HTTP/1.1 400 ");
  }

  private static String get(String target) {
    try (RawSocket socket = RawSocket.to(server.baseUri())) {
      return socket
          .send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .readToEnd();
    }
  }
}
