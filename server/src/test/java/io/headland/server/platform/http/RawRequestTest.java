package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests as bytes: framing, versions and spellings of a path that HTTP clients do not send and
/// attackers do. References are to RFC 9112 and RFC 3986.
class RawRequestTest {
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
  void answersAFaultBehindARouteWith500() {
    try (RawSocket socket = server.connect().send("HEAD /broken HTTP/1.1\r\nHost: x\r\n\r\n")) {
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
    try (RawSocket socket = server.connect().send(request)) {
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
    try (RawSocket socket = server.connect().send(request)) {
      String response = socket.readResponse(true);

      assertThat(response).startsWith("HTTP/1.1 " + status + " ");
      assertThat(response).contains("application/problem+json").doesNotContain("reached");
    }
  }

  @Test
  void answersHeadAsGetWithoutABody() {
    try (RawSocket socket =
        server
            .connect()
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
        server
            .connect()
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
        server
            .connect()
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
  void decodesPercentEncodedSegmentsAsUtf8() {
    assertThat(server.get("/echo/%C3%BC%20x")).endsWith("{\"text\":\"ü x\"}");
    assertThat(server.get("/echo/%ff")).startsWith("HTTP/1.1 400 ");
  }
}
