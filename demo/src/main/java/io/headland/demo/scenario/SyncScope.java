package io.headland.demo.scenario;

import tools.jackson.databind.JsonNode;

/// The scope of a sync, and the cost of a sync without changes.
final class SyncScope {
  private SyncScope() {}

  /// One of the connected organizations was set to `SELECTED` by the caller, one to `PREVIEW`; the
  /// others were not changed.
  static String selectedOnlyKeepsChoices(ScenarioState scene) throws InterruptedException {
    JsonNode config = LeafApi.body().put("organizationDataSync", "SELECTED_ONLY");
    ApiResponse stored =
        scene.api().post(LeafApi.CONFIGS + "/" + scene.leafUserId(), config).require(201);
    StepFailed.unless(
        stored.text("organizationDataSync").equals("SELECTED_ONLY"), "stored " + stored.body());
    scene.sync();
    OrganizationPages after = scene.organizations();
    String selected = scene.roles().selected();
    for (Organization one : scene.before().open()) {
      String expected = one.id().equals(selected) ? "SELECTED" : "PREVIEW";
      String status = after.get(one.id()).status();
      StepFailed.unless(status.equals(expected), "%s is %s".formatted(one.id(), status));
    }
    StepFailed.unless(
        after.blocked().equals(scene.before().blocked()), "BLOCKED organizations were changed");
    return "%d SELECTED, %d PREVIEW".formatted(after.count("SELECTED"), after.count("PREVIEW"));
  }

  /// The server's count of calls must match the provider's.
  static String unchangedCostsOneCall(ScenarioState scene) throws InterruptedException {
    scene.provider().clearRequests();
    ApiResponse response = scene.sync();
    String run = response.header("X-Headland-Sync-Run").orElse("");
    JsonNode found = scene.api().get(LeafApi.SYNC_RUNS + "/" + run).require(200).json();
    JsonNode requests = scene.provider().requests();
    String state = found.path("state").asString("");
    int counted = found.path("providerCalls").asInt(-1);
    int status = requests.path(0).path("status").asInt(-1);
    String result =
        "%s, %d call; provider: %d, response %d".formatted(state, counted, requests.size(), status);
    StepFailed.unless(
        state.equals("UNCHANGED") && counted == 1 && requests.size() == 1 && status == 304, result);
    return result;
  }
}
