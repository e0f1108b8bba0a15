package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headland.server.Concurrency;
import io.headland.server.platform.config.HttpConfig.HttpLimits;
import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import io.headland.server.platform.config.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What senders can use of the server: bodies, connections, requests in progress, time, the log and
/// the metrics.
class RawLimitsTest {
  private static RawServer server;

  @BeforeAll
  static void start() {
    server = RawServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void holdsABodyToTheLimitOfItsRoute() {
    String larger = "x".repeat(RequestBody.MAX_BYTES + 1);
    assertThat(sendFile(larger, "Authorization: Bearer good\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(sendFile("x".repeat(RawServer.FILE_LIMIT), "Authorization: Bearer good\r\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("larger than " + RawServer.FILE_LIMIT + " bytes");
    assertThat(sendFile(larger, "")).startsWith("HTTP/1.1 401 ");
  }

  /// In one chunk.
  private static String sendFile(String content, String headers) {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
            + content
            + "\r\n--b--\r\n";
    try (RawSocket socket = server.connect()) {
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
    assertThat(server.post("/echo", "", body)).startsWith("HTTP/1.1 413 ");
    assertThat(server.post("/owned", "", body)).startsWith("HTTP/1.1 401 ");
    assertThat(server.post("/owned", "Authorization: Bearer good\r\n", body))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void answersHealthChecksAndOwnersWhenOthersUseEverySlot() {
    List<RawSocket> others = new ArrayList<>();
    try {
      for (int i = 0; i < RawServer.LIMITS.maxRequests(); i++) {
        others.add(server.connect().send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"));
      }
      Concurrency.await(() -> server.waiting() == RawServer.LIMITS.maxRequests());

      assertThat(server.get("/secret")).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");
      assertThat(server.get("/health/live")).startsWith("HTTP/1.1 200 ");
      assertThat(server.post("/owned", "Authorization: Bearer good\r\n", "{}"))
          .startsWith("HTTP/1.1 200 ");
      assertThat(server.post("/owned", "", "{}")).startsWith("HTTP/1.1 401 ");
    } finally {
      server.release();
      others.forEach(socket -> socket.readResponse(false));
      others.forEach(RawSocket::close);
    }
  }

  @Test
  void answersOthersWhenLargeBodiesNeverEnd() {
    String almost = "x".repeat(RequestBody.MAX_BYTES - 1);
    List<RawSocket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        slow.add(
            server
                .connect()
                .send(
                    "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "100000\r\n"
                        + almost));
        if (i % 10 == 9) {
          assertThat(server.post("/echo", "", "{\"a\":1}")).startsWith("HTTP/1.1 200 ");
          assertThat(
                  server.post(
                      "/owned",
                      "Authorization: Bearer good\r\n",
                      "{\"a\":\"" + "y".repeat(900_000) + "\"}"))
              .startsWith("HTTP/1.1 200 ");
        }
      }
      // The memory for bodies holds fewer than these.
      Concurrency.await(() -> server.answered("/echo", "503") > 0);
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
    long before = server.answered("/echo", "400");
    try {
      for (int i = 0; i < 20; i++) {
        for (String broken :
            List.of(
                "no HTTP at all\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: x\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"a\"",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) {
          server.connect().send(broken).close();
        }
      }
      // Each one with a complete header section is counted when it has been answered.
      Concurrency.await(() -> server.answered("/echo", "400") >= before + 40);
      assertThat(server.get("/health/live")).startsWith("HTTP/1.1 200 ");
    } finally {
      root.detachAppender(logged);
    }
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .isEmpty();
  }

  @Test
  void logsFaultsThatAnyoneCanCauseOnceAMinute() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    try {
      for (int i = 0; i < 50; i++) {
        assertThat(server.get("/fault")).startsWith("HTTP/1.1 500 ").doesNotContain("thrown");
      }
    } finally {
      root.detachAppender(logged);
    }
    // Two when the minute ends in between.
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .hasSizeBetween(1, 2);
  }

  @Test
  void closesAConnectionWhoseHeaderSectionOrBodyTakesTooLong() {
    try (RawSocket header = server.connect().send("GET /health/live HTTP/1.1\r\nHost: x\r\n");
        RawSocket body =
            server
                .connect()
                .send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")) {
      assertThat(header.isClosedByServer()).isTrue();
      body.readToEnd();
      assertThat(body.isClosedByServer()).isTrue();
    }
  }

  @Test
  void endsAResponseThatIsNotReadAndNotARequestThatWaits() {
    try (RawSocket waits = server.connect().send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        RawSocket _ = server.connect().send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")) {
      Concurrency.await(() -> server.waiting() == 1);
      // Counted when it has ended: after the idle timeout, because this client reads nothing.
      Concurrency.await(() -> server.answered("/large", "200") == 1);
      server.release();
      assertThat(waits.readResponse(false)).startsWith("HTTP/1.1 204 ");
    } finally {
      server.release();
    }
  }

  @Test
  void servesNewClientsWhenOthersHoldEveryConnection() {
    List<RawSocket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        silent.add(server.connect().send("GET /health/live HT"));
        if (i % 20 == 0) {
          assertThat(server.get("/health/live")).startsWith("HTTP/1.1 200 ");
        }
      }
      assertThat(server.get("/secret")).startsWith("HTTP/1.1 200 ");
    } finally {
      silent.forEach(RawSocket::close);
    }
  }

  /// Here the loopback address stands for one that no proxy has.
  @Test
  void closesTheConnectionThatHasWaitedLongestOfAnAddressThatHasTooMany() {
    try (RawServer limited =
            RawServer.start(
                new HttpLimits(
                    64,
                    2,
                    64,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1)),
                new ProxyConfig(List.of(Network.parse("192.0.2.1")), ""));
        RawSocket first = limited.connect()) {
      // Answered before the second one connects, so that the order in which they wait is certain.
      requireResponse(first);
      try (RawSocket second = limited.connect()) {
        requireResponse(second);
        try (RawSocket third = limited.connect()) {
          requireResponse(third);
          assertThat(first.readToEnd()).isEmpty();
          requireResponse(second);
        }
      }
    }
  }

  private static void requireResponse(RawSocket socket) {
    socket.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(socket.readResponse(true)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void doesNotLimitTheConnectionsOfATrustedProxy() {
    try (RawServer limited =
            RawServer.start(
                new HttpLimits(
                    64,
                    1,
                    64,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1)),
                new ProxyConfig(List.of(Network.parse("127.0.0.1")), ""));
        RawSocket first = limited.connect();
        RawSocket second = limited.connect()) {
      for (RawSocket each : List.of(second, first)) {
        each.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(each.readResponse(true)).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void keepsNoMetricForAnInventedMethod() {
    int before = server.meterCount();
    for (int i = 0; i < 500; i++) {
      try (RawSocket socket = server.connect()) {
        socket.send("M" + i + " /secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(socket.readToEnd()).startsWith("HTTP/1.1 405 ");
      }
    }
    assertThat(server.meterCount() - before).isLessThanOrEqualTo(1);
  }
}
