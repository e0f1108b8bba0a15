package io.headland.simulator;

import io.headland.simulator.control.TrimbleControl;
import io.headland.simulator.control.TrimbleCredentials;
import io.headland.simulator.http.Parameters;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A client of the simulated Trimble.
final class TrimbleBrowser implements AutoCloseable {
  static final String API = "/Trimble-Ag-Software/externalApi/3.0";

  private final Simulator simulator;
  private final GrowerBrowser browser;
  private String accessToken = "";
  private String refreshToken;

  TrimbleBrowser(SimulatorOptions options) {
    this.simulator = Simulator.start(options);
    this.browser = GrowerBrowser.at(simulator);
    this.refreshToken = simulator.trimbleCredentials().refreshToken();
  }

  /// A client with an access token.
  static TrimbleBrowser to(SimulatorOptions options) {
    TrimbleBrowser browser = new TrimbleBrowser(options);
    browser.refresh();
    return browser;
  }

  Simulator simulator() {
    return simulator;
  }

  TrimbleControl control() {
    return simulator.control().trimble();
  }

  String refreshToken() {
    return refreshToken;
  }

  void refresh() {
    JsonNode tokens = GrowerBrowser.json(refresh(refreshToken));
    accessToken = tokens.path("access_token").asString();
    refreshToken = tokens.path("refresh_token").asString();
  }

  HttpResponse<String> refresh(String token) {
    return token(Parameters.NONE.with("grant_type", "refresh_token").with("refresh_token", token));
  }

  HttpResponse<String> token(Parameters form) {
    return browser.postForm("/oauth/token", form, "Authorization", basic());
  }

  /// A call of the token endpoint with a wrong secret.
  HttpResponse<String> tokenOfOtherOwner(Parameters form) {
    return browser.postForm("/oauth/token", form, "Authorization", "Basic YTpi");
  }

  private String basic() {
    TrimbleCredentials credentials = simulator.trimbleCredentials();
    String pair = credentials.clientId() + ":" + credentials.clientSecret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  void useToken(String token) {
    accessToken = token;
  }

  HttpResponse<String> post(String target, String body) {
    return browser.call("POST", API + target, body, "Authorization", "Bearer " + accessToken);
  }

  HttpResponse<String> get(String target) {
    return browser.call("GET", API + target, "", "Authorization", "Bearer " + accessToken);
  }

  JsonNode getJson(String target) {
    return GrowerBrowser.json(get(target));
  }

  HttpResponse<String> call(String method, String target, String body) {
    return browser.call(method, target, body);
  }

  /// The first organization of the list.
  String organization() {
    return getJson("/config/organizations").path("result").get(0).path("id").asString();
  }

  /// All records of a list, read by bookmarks.
  List<JsonNode> walk(String target) {
    List<JsonNode> records = new ArrayList<>();
    JsonNode page = getJson(target);
    page.path("result").forEach(records::add);
    while (page.has("bookmark")) {
      page = getJson(target + "?bookmark=" + page.path("bookmark").path("token").asString());
      page.path("result").forEach(records::add);
    }
    return records;
  }

  static List<String> texts(List<JsonNode> records, String key) {
    return records.stream().map(one -> one.path(key).asString()).toList();
  }

  @Override
  public void close() {
    browser.close();
  }
}
