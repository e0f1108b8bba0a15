package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as published clients and samples of Leaf's API send them.
class LeafClientIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String LOGIN =
      "{\"username\": \"%s\", \"password\": \"%s\", \"rememberMe\": \"true\"}"
          .formatted(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD);
  private static final String JANE = "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}";

  private static ServerFixture server;
  private static ApiClient owner;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    owner = server.owner();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer (auto)", "Bearer", "Basic x", "Bearer eyJhbGciOiJub25lIn0.e30."})
  void signsInWhateverTheAuthorizationHeaderHolds(String header) {
    ApiResponse response =
        server
            .anonymous()
            .send(
                "POST",
                "/api/authenticate",
                BodyPublishers.ofString(LOGIN),
                "Authorization",
                header,
                "Content-Type",
                "application/x-www-form-urlencoded");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Authorization").orElseThrow())
        .isEqualTo("Bearer " + response.json().path("id_token").stringValue());
  }

  @Test
  void readsWithABodyAndWithTheMediaTypeOfOne() {
    assertThat(owner.sendJson("GET", USERS, "{}").status()).isEqualTo(200);
    assertThat(owner.sendJson("GET", USERS, "not JSON").status()).isEqualTo(200);
    assertThat(
            owner
                .send("GET", USERS, BodyPublishers.noBody(), "Content-Type", "application/json")
                .status())
        .isEqualTo(200);
  }

  @Test
  void writesWithASlashAtTheEndAndWithoutAMediaType() {
    ApiResponse made = owner.send("POST", USERS + "/", BodyPublishers.ofString(JANE));
    assertThat(made.status()).isEqualTo(201);
    String replacement = "{\"id\": \"" + made.id() + "\"," + JANE.substring(1);

    assertThat(owner.send("PUT", USERS + "/", BodyPublishers.ofString(replacement)).status())
        .isEqualTo(200);
    assertThat(owner.sendJson("DELETE", USERS + "/" + made.id() + "/", "{}").status())
        .isEqualTo(204);
  }

  @Test
  void callsFromABrowser() throws IOException {
    String preflight =
        raw(
            "OPTIONS "
                + USERS
                + " HTTP/1.1\r\nHost: x\r\nOrigin: https://app.example\r\n"
                + "Access-Control-Request-Method: PUT\r\n"
                + "Access-Control-Request-Headers: authorization,content-type\r\n"
                + "Connection: close\r\n\r\n");
    assertThat(preflight).startsWith("http/1.1 200");
    assertThat(preflight).containsPattern("access-control-allow-origin: (\\*|https://app.example)");
    assertThat(preflight).containsPattern("access-control-allow-methods: .*put");
    assertThat(preflight).containsPattern("access-control-allow-headers: .*authorization");

    String refused =
        raw(
            "GET "
                + USERS
                + " HTTP/1.1\r\nHost: x\r\nOrigin: https://app.example\r\n"
                + "Connection: close\r\n\r\n");
    assertThat(refused).startsWith("http/1.1 401");
    assertThat(refused).containsPattern("access-control-allow-origin: (\\*|https://app.example)");
    assertThat(refused)
        .containsPattern("access-control-expose-headers: .*x-total-count")
        .containsPattern("access-control-expose-headers: .*link");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }
  }
}
