package io.headland.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
  private static final int LARGE = 100_000;

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/small", 200, 5);
    answer("/large", 200, LARGE);
    answer("/gone", 404, 4);
    server.createContext(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[LARGE]);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsEachResponseToItsEndBeforeTheNext() throws IOException {
    try (HttpConnection connection = HttpConnection.open(server.getAddress().getPort())) {
      connection.exchange(get("/large"));
      connection.exchange(get("/small"));

      assertThat(connection.exchangeForHead(get("/small"))).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void readsChunksToTheLastOne() throws IOException {
    try (HttpConnection connection = HttpConnection.open(server.getAddress().getPort())) {
      connection.exchange(get("/chunked"));
      connection.exchange(get("/small"));

      assertThat(connection.exchangeForHead(get("/small"))).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void takesAnythingButSuccessForABrokenRun() throws IOException {
    try (HttpConnection connection = HttpConnection.open(server.getAddress().getPort())) {
      assertThatThrownBy(() -> connection.exchange(get("/gone")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("404");
    }
  }

  private void answer(String path, int status, int length) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, length);
          exchange.getResponseBody().write(new byte[length]);
          exchange.close();
        });
  }

  private static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
