package io.headland.demo.scenario;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A response of the server or of the simulator's control API.
///
/// @param request method and path of the request
record ApiResponse(String request, HttpResponse<String> response) {
  private static final int EXCERPT = 120;

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  JsonNode json() {
    return HttpCalls.JSON.readTree(body());
  }

  /// The string at a key of the body; blank if absent.
  String text(String key) {
    return json().path(key).asString("");
  }

  /// This response, if it has that status.
  ApiResponse require(int status) {
    StepFailed.unless(status() == status, describe());
    return this;
  }

  /// This response, if it is an error with that key.
  ApiResponse requireRefusal(int status, String errorKey) {
    require(status);
    StepFailed.unless(text("errorKey").equals(errorKey), describe());
    return this;
  }

  private String describe() {
    String oneLine = body().replaceAll("\\s+", " ");
    String excerpt = oneLine.length() > EXCERPT ? oneLine.substring(0, EXCERPT) + " ..." : oneLine;
    return "%s returned %d %s".formatted(request, status(), excerpt).strip();
  }
}
