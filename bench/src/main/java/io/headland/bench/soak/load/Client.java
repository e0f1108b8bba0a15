package io.headland.bench.soak.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/// An API owner that uses one node.
public final class Client {
  public static final String USERS = "/services/usermanagement/api/users";

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern ID =
      Pattern.compile("/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\\d+)(?=/|$|\\?)|\\?.*");

  private final int node;
  private final URI base;
  private final String login;
  private final HttpClient http;
  private final Traffic traffic;
  private volatile String token = "";

  /// @param node counted from 0
  public Client(
      int node, int port, String email, String password, HttpClient http, Traffic traffic) {
    this.node = node;
    this.base = URI.create("http://127.0.0.1:" + port);
    this.login =
        "{\"username\": \"%s\", \"password\": \"%s\", \"rememberMe\": \"true\"}"
            .formatted(email, password);
    this.http = http;
    this.traffic = traffic;
  }

  public Answer get(String path) throws InterruptedException {
    return send("GET", path, "");
  }

  /// Sends a request; signs in again, and repeats it, when the token is rejected.
  ///
  /// @param body JSON; blank for none
  public Answer send(String method, String path, String body) throws InterruptedException {
    String used = token;
    Answer answer = sendOnce(method, path, body, used);
    if (answer.status() == 401) {
      signIn(used);
      answer = sendOnce(method, path, body, token);
    }
    traffic.count(node, method + " " + ID.matcher(path).replaceAll("/…"), answer);
    return answer;
  }

  private synchronized void signIn(String refused) throws InterruptedException {
    if (!token.equals(refused)) {
      return; // another thread has done it
    }
    Answer answer = sendOnce("POST", "/api/authenticate", login, "");
    if (answer.isSuccess()) {
      token = answer.json().path("id_token").asString();
    }
  }

  private Answer sendOnce(String method, String path, String body, String bearer)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LIMIT)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return Answer.of(response.statusCode(), response.body());
    } catch (IOException e) {
      return Answer.none(e);
    }
  }
}
