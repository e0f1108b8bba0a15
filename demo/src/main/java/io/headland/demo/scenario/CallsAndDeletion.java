package io.headland.demo.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Recorded calls, and deletion.
final class CallsAndDeletion {
  private CallsAndDeletion() {}

  static String eventsShowNoSecret(ScenarioState state) throws InterruptedException {
    ProviderCredential credential = state.environment().credential();
    List<JsonNode> events = state.api().all(state.credentialPath() + "/events?size=100");
    StepFailed.unless(!events.isEmpty(), "there are no events");
    int masked = 0;
    for (JsonNode event : events) {
      String text = event.toString();
      StepFailed.unless(
          !text.contains(credential.clientSecret())
              && !text.contains(credential.refreshToken())
              && !text.contains("eyJ"),
          "an event contains a secret");
      StepFailed.unless(
          event.path("statusCode").asInt(0) > 0 && !event.path("createdDate").isMissingNode(),
          "an event lacks its status or date: " + event);
      masked += event.path("headers").asString("").contains("[redacted]") ? 1 : 0;
    }
    StepFailed.unless(masked > 0, "no header is masked");
    return "%d calls, headers masked".formatted(events.size());
  }

  /// Each provider application with the number of its calls.
  static String callsAreCounted(ScenarioState state) throws InterruptedException {
    JsonNode applications = state.api().get(LeafApi.APPLICATIONS).require(200).json();
    Map<String, Integer> calls = new TreeMap<>();
    for (JsonNode one : applications.values()) {
      calls.merge(one.path("provider").asString(""), one.path("callsToday").asInt(0), Integer::sum);
    }
    int johnDeere = calls.getOrDefault("JohnDeere", 0);
    int trimble = calls.getOrDefault("Trimble", 0);
    String result = "today John Deere %d, Trimble %d".formatted(johnDeere, trimble);
    StepFailed.unless(johnDeere > 0 && trimble > 0, result);
    return result;
  }

  static String credentialIsDeleted(ScenarioState state) throws InterruptedException {
    state.api().delete(state.credentialPath()).require(204);
    state.api().get(state.credentialPath()).requireRefusal(404, "credentialsNotFound");
    state.api().delete(state.credentialPath()).requireRefusal(404, "credentialsNotFound");
    state.api().get(state.organizationsPath()).requireRefusal(404, "credentialsNotFound");
    return "204, then 404";
  }

  static String leafUserIsDeleted(ScenarioState state) throws InterruptedException {
    state.api().delete(state.leafUserPath()).require(204);
    state.api().get(state.leafUserPath()).require(404);
    return "204, then 404";
  }
}
