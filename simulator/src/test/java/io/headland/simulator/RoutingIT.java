package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RoutingIT {
  private final Visitor visitor = Visitor.to(Worlds.options());

  @AfterEach
  void close() {
    visitor.close();
  }

  @Test
  void judgesACallWithoutATokenInTheMeasuredOrder() {
    assertThat(visitor.call("GET", "/platform/organizations", "").statusCode()).isEqualTo(401);
    assertThat(visitor.call("GET", "/platform/organizations/9999", "").statusCode()).isEqualTo(401);
    HttpResponse<String> wrongMethod = visitor.call("PUT", "/platform/organizations", "");
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(Visitor.header(wrongMethod, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(visitor.call("GET", "/platform/organizations/1001/users", "").statusCode())
        .isEqualTo(404);
    HttpResponse<String> gateway = visitor.call("GET", "/elsewhere", "");
    assertThat(gateway.statusCode()).isEqualTo(403);
    assertThat(Visitor.header(gateway, "Content-Type")).startsWith("text/html");
    assertThat(gateway.body()).contains("nginx");
  }

  @Test
  void writesErrorsAsThePlatformDoes() {
    JsonNode body = Visitor.json(visitor.call("GET", "/platform/organizations", ""));

    assertThat(body.path("@type").asString()).isEqualTo("Errors");
    assertThat(body.path("errors").get(0).path("@type").asString()).isEqualTo("Error");
    assertThat(body.path("errors").get(0).path("guid").asString()).isNotEmpty();
    assertThat(body.path("errors").get(0).path("code").asString()).isEqualTo("401");
    assertThat(body.has("otherAttributes")).isTrue();
  }

  @Test
  void leavesABodyOutOfA401WhenSwitchedSo() {
    visitor.control().changeSwitches(s -> s.withUnauthorizedBody(false));

    assertThat(visitor.call("GET", "/platform/organizations", "").body()).isEmpty();
  }

  @Test
  void insistsOnItsMediaType() {
    assertThat(visitor.get("/platform/organizations", "Accept", "application/json").statusCode())
        .isEqualTo(406);
    assertThat(visitor.get("/platform/organizations", "Accept", "*/*").statusCode()).isEqualTo(200);
    String clients = "/platform/organizations/1001/clients";
    String body = "{\"name\":\"New\"}";
    assertThat(
            visitor
                .call("POST", clients, body, visitor.withToken("Content-Type", "application/json"))
                .statusCode())
        .isEqualTo(415);
    HttpResponse<String> created =
        visitor.call("POST", clients, body, visitor.withToken("Content-Type", Visitor.AXIOM));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).isEmpty();
    assertThat(visitor.getJson(Visitor.header(created, "Location")).path("name").asString())
        .isEqualTo("New");
  }

  @Test
  void takesAbsoluteTargetsAndATrailingQuestionMark() throws IOException {
    String absolute = raw("GET http://api.deere.com/platform/organizations? HTTP/1.1");

    assertThat(absolute).startsWith("HTTP/1.1 200").contains("\"total\":4");
    assertThat(visitor.get("/platform/organizations?").statusCode()).isEqualTo(200);
  }

  @Test
  void compressesOnRequest() {
    HttpResponse<String> zipped = visitor.get("/platform/organizations", "Accept-Encoding", "gzip");

    assertThat(Visitor.header(zipped, "Content-Encoding")).isEqualTo("gzip");
  }

  /// Sends a request line unchanged, which the usual client cannot do.
  private String raw(String line) throws IOException {
    URI base = URI.create(visitor.base());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String request =
          line
              + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
              + visitor.withToken()[1]
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
