package io.headland.simulator;

import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.control.SimulatorControl;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A client of one running simulator, by plain HTTP. It does not follow redirects.
final class GrowerBrowser implements AutoCloseable {
  static final String OAUTH = "/oauth2/aus78tnlaysMraFhC1t7";
  static final String AXIOM = "application/vnd.deere.axiom.v3+json";

  private final Simulator simulator;
  private final HttpClient http = HttpClient.newHttpClient();
  private String token = "";

  private GrowerBrowser(Simulator simulator) {
    this.simulator = simulator;
  }

  /// Starts a simulator and obtains an access token for its first user.
  static GrowerBrowser to(SimulatorOptions options) {
    GrowerBrowser browser = new GrowerBrowser(Simulator.start(options));
    if (!browser.simulator.allCredentials().isEmpty()) {
      browser.refreshToken();
    }
    return browser;
  }

  /// A client without a token.
  static GrowerBrowser at(Simulator simulator) {
    return new GrowerBrowser(simulator);
  }

  static GrowerBrowser toDefaults() {
    return to(SimulatorOptions.defaults());
  }

  SimulatorControl control() {
    return simulator.control();
  }

  DemoCredentials credentials() {
    return simulator.demoCredentials();
  }

  String base() {
    return simulator.baseUri().toString();
  }

  void refreshToken() {
    token = json(refresh(credentials().refreshToken())).path("access_token").asString();
  }

  void useToken(String other) {
    token = other;
  }

  HttpResponse<String> refresh(String refreshToken) {
    return token(
        Parameters.NONE.with("grant_type", "refresh_token").with("refresh_token", refreshToken));
  }

  /// Calls the token endpoint with Basic authentication.
  HttpResponse<String> token(Parameters form) {
    return postForm(OAUTH + "/v1/token", form, "Authorization", basic());
  }

  String basic() {
    String pair = credentials().clientKey() + ":" + credentials().clientSecret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /// A call of the API with the token.
  HttpResponse<String> get(String target, String... headers) {
    return call("GET", target, "", withToken(headers));
  }

  HttpResponse<String> delete(String target, String... headers) {
    return call("DELETE", target, "", withToken(headers));
  }

  HttpResponse<String> postForm(String target, Parameters form, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
    return call("POST", target, form.encoded(), all.toArray(String[]::new));
  }

  String[] withToken(String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", "Bearer " + token));
    return all.toArray(String[]::new);
  }

  HttpResponse<String> call(String method, String target, String body, String... headers) {
    try {
      return tryCall(method, target, body, headers);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> tryCall(String method, String target, String body, String... headers)
      throws IOException {
    URI uri = URI.create(target.startsWith("http") ? target : base() + target);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body());
  }

  JsonNode getJson(String target, String... headers) {
    return json(get(target, headers));
  }

  /// The target of a link relation.
  static Optional<String> link(JsonNode withLinks, String rel) {
    for (JsonNode one : withLinks.path("links")) {
      if (one.path("rel").asString().equals(rel)) {
        return Optional.of(one.path("uri").asString());
      }
    }
    return Optional.empty();
  }

  static List<String> rels(JsonNode withLinks) {
    List<String> rels = new ArrayList<>();
    withLinks.path("links").forEach(one -> rels.add(one.path("rel").asString()));
    return rels;
  }

  static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.path("values").forEach(one -> ids.add(one.path("id").asString()));
    return ids;
  }

  static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    http.close();
    simulator.close();
  }
}
