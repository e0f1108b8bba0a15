package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.json.Json;
import io.headland.simulator.control.DemoCredentials;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Senders, and servers that are called, that try to use all of the memory of a server process with
/// a heap of 256 MB.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSendersIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final int MIB = 1024 * 1024;
  private static final String CHUNKED =
      head(
          "POST /api/authenticate HTTP/1.1",
          "Content-Type: application/json",
          "Transfer-Encoding: chunked");

  private LargeResponseServer endless;
  private SmallServer server;
  private String organizations;
  private String webhookTest;
  private String events;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    endless = LargeResponseServer.start();
    server = SmallServer.startAlone(folder, endless.uri("/"));
    String user =
        USERS
            + "/"
            + create(USERS, "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}")
                .path("id")
                .stringValue();
    DemoCredentials demo = server.simulator().demoCredentials();
    create(
        user + "/john-deere-credentials",
        """
        {"clientKey": "%s", "clientSecret": "%s", "refreshToken": "%s",
         "clientEnvironment": "PRODUCTION"}
        """
            .formatted(demo.clientKey(), demo.clientSecret(), demo.refreshToken()));
    organizations = user + "/organizations/JohnDeere";
    String webhooks = "/services/headland/api/webhooks";
    JsonNode webhook =
        create(
            webhooks,
            "{\"name\": \"endless\", \"url\": \"%s\"}".formatted(endless.uri("/headers")));
    webhookTest = webhooks + "/" + webhook.path("id").stringValue() + "/test";
    JsonNode runs =
        get("/services/headland/api/sync-runs?leafUserId=" + user.substring(USERS.length() + 1));
    events = "/services/headland/api/sync-runs/%s/events".formatted(runs.at("/0/id").stringValue());
    // What the first requests load stays in the heap.
    sendBodies(5);
    sendOneChunk();
    sendHeaders(5);
    sendNames(50);
    sendPasswords(5);
    callProvider(6);
    callReceiver(1);
    follow(2);
    pipeline(1);
    createUsers(120);
    readUsers(1);
  }

  @AfterAll
  void stop() {
    server.close();
    endless.close();
  }

  @Test
  void bodiesWithoutEnd() throws Exception {
    server.requireNoServerError(
        "300 connections with an unfinished body of 1 MiB, and one chunk of 256 MiB",
        () -> {
          sendBodies(300);
          sendOneChunk();
        });
  }

  @Test
  void headersAndInventedNames() throws Exception {
    server.requireNoServerError(
        "160 header sections that are too long or do not end, 1,000 invented paths and names",
        () -> {
          sendHeaders(40);
          sendNames(500);
        });
  }

  @Test
  void wrongPasswordsAndTokens() throws Exception {
    server.requireNoServerError("20 wrong passwords and 100 wrong tokens", () -> sendPasswords(20));
  }

  @Test
  void providersAndReceiversWithoutEnd() throws Exception {
    server.requireNoServerError(
        "18 responses of a provider and 150 of a receiver without an end",
        () -> {
          callProvider(18);
          callReceiver(150);
        });
  }

  @Test
  void responsesThatAreNotRead() throws Exception {
    server.requireNoServerError(
        "300 event streams, and 50 connections with 100 requests each, that are not read",
        () -> {
          follow(300);
          pipeline(50);
        });
  }

  @Test
  void connectionsThatAreKeptOpen() throws Exception {
    List<RawSocket> open = new ArrayList<>();
    try {
      server.requireNoServerError(
          "700 connections that are kept open",
          () -> {
            for (int i = 0; i < 700; i++) {
              RawSocket socket = connect();
              open.add(socket);
              socket.send(head("GET /health/live HTTP/1.1", "X-Number: " + i));
            }
            open.forEach(socket -> socket.readResponse(true));
          });
    } finally {
      open.forEach(RawSocket::close);
    }
  }

  @Test
  void pagesOfLongTexts() throws Exception {
    server.requireNoServerError(
        "24 pages of Leaf users with the longest texts", () -> readUsers(12));
  }

  private static String head(String first, String... fields) {
    return first + "\r\nHost: x\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  private void sendBodies(int connections) {
    String almost = "100000\r\n" + "x".repeat(MIB - 1);
    holdOpen(connections, _ -> CHUNKED + almost);
  }

  /// Opens connections and closes them when all have sent something.
  private void holdOpen(int connections, IntFunction<String> bytes) {
    List<RawSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        open.add(connect().trySend(bytes.apply(i)));
      }
    } finally {
      open.forEach(RawSocket::close);
    }
  }

  private void sendOneChunk() {
    try (RawSocket socket = connect()) {
      socket.trySend(CHUNKED + "10000000\r\n");
      String part = "x".repeat(MIB);
      for (int i = 0; i < 256 && !socket.hasFailed(); i++) {
        socket.trySend(part);
      }
    }
  }

  /// Unfinished header sections, many and long header fields, and long queries.
  private void sendHeaders(int ofEach) {
    holdOpen(ofEach, _ -> "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Half: ");
    for (int i = 0; i < ofEach; i++) {
      refuse(head("GET / HTTP/1.1", "X-Many: x\r\n".repeat(2_000) + "X-Last: x"));
      refuse(head("GET / HTTP/1.1", "X-Long: " + "x".repeat(MIB)));
      refuse(head("GET /?" + "q".repeat(MIB) + " HTTP/1.1"));
    }
  }

  /// Paths, header fields and methods that differ in each request.
  private void sendNames(int ofEach) {
    StringBuilder requests = new StringBuilder();
    try (RawSocket socket = connect()) {
      for (int i = 0; i < ofEach; i++) {
        requests.append(head("GET /invented-" + i + " HTTP/1.1", "X-A: a"));
        requests.append(head("GET /health/live HTTP/1.1", "X-Invented-" + i + ": a"));
        if (i % 25 == 24) {
          socket.send(requests.toString());
          requests.setLength(0);
          for (int response = 0; response < 50; response++) {
            assertThat(socket.readResponse(true)).startsWith("HTTP/1.1 ");
          }
        }
      }
    }
    for (int i = 0; i < ofEach / 50; i++) {
      refuse(head("INVENTED" + i + " /health/live HTTP/1.1", "Connection: close"));
    }
  }

  private void sendPasswords(int ofEach) throws Exception {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < ofEach; i++) {
      String login =
          "{\"username\": \"stranger-%d@example.com\", \"password\": \"x\"}".formatted(i);
      requests.add(
          head(
                  "POST /api/authenticate HTTP/1.1",
                  "Content-Type: application/json",
                  "Content-Length: " + login.length())
              + login);
      requests.addAll(
          Collections.nCopies(
              5,
              head(
                  "GET /services/usermanagement/api/users HTTP/1.1",
                  "Authorization: Bearer " + "x".repeat(4_000) + i)));
    }
    holdOpen(requests.size(), requests::get);
  }

  private void refuse(String request) {
    try (RawSocket socket = connect().trySend(request)) {
      socket.isClosedByServer();
    }
  }

  /// Reads organizations at the provider, all at once.
  private void callProvider(int calls) throws Exception {
    server.call(Collections.nCopies(calls, server.request("GET", organizations, "")), calls);
  }

  /// Sends test messages to the webhook, all at once.
  private void callReceiver(int calls) throws Exception {
    server.call(Collections.nCopies(calls, server.request("POST", webhookTest, "")), calls);
  }

  /// Pages of Leaf users, in two orders and from either end, with the longest texts.
  private void readUsers(int ofEach) throws Exception {
    List<HttpRequest> requests = new ArrayList<>();
    for (int i = 0; i < ofEach; i++) {
      requests.add(server.request("GET", USERS + "?size=100&page=0", ""));
      requests.add(server.request("GET", USERS + "?size=100&page=1&sort=name,desc", ""));
    }
    server.call(requests, requests.size());
  }

  private void createUsers(int users) throws Exception {
    String text = "\u00e9".repeat(16_000);
    String body =
        "{\"name\":\"%s\",\"email\":\"j@example.com\",\"phone\":\"%s\",\"address\":\"%s\",\"externalId\":\"%s\"}"
            .formatted(text, text, text, text);
    server.call(Collections.nCopies(users, server.request("POST", USERS, body)), 8);
  }

  private void follow(int streams) {
    String request = head("GET " + events + " HTTP/1.1", "Authorization: Bearer " + server.token());
    holdOpen(streams, _ -> request);
  }

  /// Requests of a large file, whose responses are not read.
  private void pipeline(int connections) {
    String requests = head("GET /openapi.yaml HTTP/1.1").repeat(100);
    holdOpen(connections, _ -> requests);
  }

  private JsonNode create(String target, String body) throws InterruptedException {
    return json(server.request("POST", target, body));
  }

  private JsonNode get(String target) throws InterruptedException {
    return json(server.request("GET", target, ""));
  }

  private JsonNode json(HttpRequest request) throws InterruptedException {
    var response = server.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return Json.MAPPER.readTree(response.body());
  }

  private RawSocket connect() {
    return RawSocket.to(server.address());
  }
}
