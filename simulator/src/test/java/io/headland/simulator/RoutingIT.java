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
  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void judgesACallWithoutATokenInTheMeasuredOrder() {
    assertThat(browser.call("GET", "/platform/organizations", "").statusCode()).isEqualTo(401);
    assertThat(browser.call("GET", "/platform/organizations/9999", "").statusCode()).isEqualTo(401);
    HttpResponse<String> wrongMethod = browser.call("PUT", "/platform/organizations", "");
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(GrowerBrowser.header(wrongMethod, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(browser.call("GET", "/platform/organizations/1001/users", "").statusCode())
        .isEqualTo(404);
    HttpResponse<String> gateway = browser.call("GET", "/elsewhere", "");
    assertThat(gateway.statusCode()).isEqualTo(403);
    assertThat(GrowerBrowser.header(gateway, "Content-Type")).startsWith("text/html");
    assertThat(gateway.body()).contains("nginx");
  }

  @Test
  void writesErrorsAsThePlatformDoes() {
    JsonNode body = GrowerBrowser.json(browser.call("GET", "/platform/organizations", ""));

    assertThat(body.path("@type").asString()).isEqualTo("Errors");
    assertThat(body.path("errors").get(0).path("@type").asString()).isEqualTo("Error");
    assertThat(body.path("errors").get(0).path("guid").asString()).isNotEmpty();
    assertThat(body.path("errors").get(0).path("code").asString()).isEqualTo("401");
    assertThat(body.has("otherAttributes")).isTrue();
  }

  @Test
  void leavesABodyOutOfA401WhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withUnauthorizedBody(false));

    assertThat(browser.call("GET", "/platform/organizations", "").body()).isEmpty();
  }

  @Test
  void insistsOnItsMediaType() {
    assertThat(browser.get("/platform/organizations", "Accept", "application/json").statusCode())
        .isEqualTo(406);
    assertThat(browser.get("/platform/organizations", "Accept", "*/*").statusCode()).isEqualTo(200);
    String clients = "/platform/organizations/1001/clients";
    String body = "{\"name\":\"New\"}";
    assertThat(
            browser
                .call("POST", clients, body, browser.withToken("Content-Type", "application/json"))
                .statusCode())
        .isEqualTo(415);
    HttpResponse<String> created =
        browser.call("POST", clients, body, browser.withToken("Content-Type", GrowerBrowser.AXIOM));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).isEmpty();
    assertThat(browser.getJson(GrowerBrowser.header(created, "Location")).path("name").asString())
        .isEqualTo("New");
  }

  @Test
  void takesAbsoluteTargetsAndATrailingQuestionMark() throws IOException {
    String absolute = raw("GET http://api.deere.com/platform/organizations? HTTP/1.1");

    assertThat(absolute).startsWith("HTTP/1.1 200").contains("\"total\":4");
    assertThat(browser.get("/platform/organizations?").statusCode()).isEqualTo(200);
  }

  @Test
  void compressesOnRequest() {
    HttpResponse<String> zipped = browser.get("/platform/organizations", "Accept-Encoding", "gzip");

    assertThat(GrowerBrowser.header(zipped, "Content-Encoding")).isEqualTo("gzip");
  }

  /// Sends a request line unchanged, which the usual client cannot do.
  private String raw(String line) throws IOException {
    URI base = URI.create(browser.base());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String request =
          line
              + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
              + browser.withToken()[1]
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
