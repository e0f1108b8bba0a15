package io.headland.demo.story;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Recorded calls, and deletion.
final class Farewell {
  private Farewell() {}

  static String eventsShowNoSecret(Scene scene) throws InterruptedException {
    Answer answer = scene.api().get(scene.credentialPath() + "/events?size=100").require(200);
    ProviderCredential credential = scene.stage().credential();
    StepFailed.unless(
        !answer.body().contains(credential.clientSecret())
            && !answer.body().contains(credential.refreshToken())
            && !answer.body().contains("eyJ"),
        "an event contains a secret");
    JsonNode events = answer.json();
    StepFailed.unless(!events.isEmpty(), "there are no events");
    int masked = 0;
    for (JsonNode event : events.values()) {
      StepFailed.unless(
          event.path("statusCode").asInt(0) > 0 && !event.path("createdDate").isMissingNode(),
          "an event lacks its status or date: " + event);
      masked += event.path("headers").asString("").contains("[redacted]") ? 1 : 0;
    }
    StepFailed.unless(masked > 0, "no header is masked");
    return "%s calls, headers masked".formatted(answer.header("X-Total-Count").orElse("?"));
  }

  /// Each provider application with the number of its calls.
  static String budgetCountsCalls(Scene scene) throws InterruptedException {
    JsonNode applications = scene.api().get(LeafApi.APPLICATIONS).require(200).json();
    Map<String, Integer> calls = new TreeMap<>();
    for (JsonNode one : applications.values()) {
      calls.merge(one.path("provider").asString(""), one.path("callsToday").asInt(0), Integer::sum);
    }
    int johnDeere = calls.getOrDefault("JohnDeere", 0);
    int trimble = calls.getOrDefault("Trimble", 0);
    String told = "today John Deere %d, Trimble %d".formatted(johnDeere, trimble);
    StepFailed.unless(johnDeere > 0 && trimble > 0, told);
    return told;
  }

  static String credentialIsDeleted(Scene scene) throws InterruptedException {
    scene.api().delete(scene.credentialPath()).require(204);
    scene.api().get(scene.credentialPath()).requireRefusal(404, "credentialsNotFound");
    scene.api().delete(scene.credentialPath()).requireRefusal(404, "credentialsNotFound");
    scene.api().get(scene.organizationsPath()).requireRefusal(404, "credentialsNotFound");
    return "204, then 404";
  }

  static String leafUserIsDeleted(Scene scene) throws InterruptedException {
    scene.api().delete(scene.leafUserPath()).require(204);
    scene.api().get(scene.leafUserPath()).require(404);
    return "204, then 404";
  }
}
