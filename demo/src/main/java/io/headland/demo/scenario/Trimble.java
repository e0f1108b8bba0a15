package io.headland.demo.scenario;

import tools.jackson.databind.JsonNode;

/// A second provider, whose refresh tokens can be used once.
final class Trimble {
  private static final String NAME = "Trimble";

  private Trimble() {}

  static String credentialAddsFields(ScenarioState state) throws InterruptedException {
    ProviderCredential credential = state.environment().trimble();
    state.setTrimbleToken(state.trimble().consent());
    JsonNode body =
        LeafApi.body()
            .put("clientId", credential.clientKey())
            .put("clientSecret", credential.clientSecret())
            .put("refreshToken", state.trimbleToken());
    ApiResponse posted =
        state.api().post(state.leafUserPath() + "/trimble-credentials", body).require(201);
    StepFailed.unless(posted.text("status").equals("OK"), "status " + posted.text("status"));
    StepFailed.unless(
        !posted.body().contains(state.trimbleToken())
            && !posted.body().contains(credential.clientSecret()),
        "a response contains a secret");
    for (JsonNode one : state.api().all(path(state))) {
      String id = one.path("providerOrgId").asString("");
      state.api().patch(path(state) + "/" + id + "/SELECTED").require(200);
    }
    state.latestRun();
    int expected = state.trimble().fields();
    int found = state.resources(NAME).fields();
    StepFailed.unless(
        found == expected && expected > 0, "%d fields of %d".formatted(found, expected));
    return "201, OK, %d fields".formatted(found);
  }

  /// The posted token is used, and the server continues with the one it received for it.
  static String tokenRotates(ScenarioState state) throws InterruptedException {
    ApiResponse refused =
        state.trimble().refresh(state.environment().trimble(), state.trimbleToken());
    refused.require(400);
    state.sync(path(state));
    String result = "posted token: 400 %s, sync: 202".formatted(refused.text("error"));
    StepFailed.unless(refused.text("error").equals("invalid_grant"), result);
    return result;
  }

  private static String path(ScenarioState state) {
    return state.leafUserPath() + "/Trimble/organizations";
  }
}
