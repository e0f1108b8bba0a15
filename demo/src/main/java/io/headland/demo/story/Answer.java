package io.headland.demo.story;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An answer of the server or of the simulator's control API.
///
/// @param request method and path of what was asked
record Answer(String request, HttpResponse<String> response) {
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

  /// Text at a key of the body; blank when there is none.
  String text(String key) {
    return json().path(key).asString("");
  }

  /// This answer, if it has that status.
  Answer require(int status) {
    StepFailed.unless(status() == status, describe());
    return this;
  }

  /// This answer, if it refuses for that reason.
  Answer requireRefusal(int status, String errorKey) {
    require(status);
    StepFailed.unless(text("errorKey").equals(errorKey), describe());
    return this;
  }

  private String describe() {
    String oneLine = body().replaceAll("\\s+", " ");
    String excerpt = oneLine.length() > EXCERPT ? oneLine.substring(0, EXCERPT) + " ..." : oneLine;
    return "%s answered %d %s".formatted(request, status(), excerpt).strip();
  }
}
