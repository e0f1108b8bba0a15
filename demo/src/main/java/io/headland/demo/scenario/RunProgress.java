package io.headland.demo.scenario;

import tools.jackson.databind.JsonNode;

/// The progress of a sync run, as reported by the server.
///
/// @param organizations the number of organizations to read, including those done
public record RunProgress(
    String state, int organizations, int done, int fieldsRead, int providerCalls) {

  static RunProgress of(JsonNode run) {
    JsonNode progress = run.path("progress");
    return new RunProgress(
        run.path("state").asString(""),
        progress.path("organizations").asInt(0),
        progress.path("done").asInt(0),
        progress.path("fieldsRead").asInt(0),
        run.path("providerCalls").asInt(0));
  }

  public boolean isOver() {
    return !state.equals("RUNNING");
  }
}
