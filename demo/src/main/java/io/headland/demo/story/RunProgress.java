package io.headland.demo.story;

import tools.jackson.databind.JsonNode;

/// How far a sync run is, as the server tells it.
///
/// @param organizations to be read, of which some are done
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
