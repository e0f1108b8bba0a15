package io.headland.demo.story;

import tools.jackson.databind.JsonNode;

/// A second provider, whose refresh tokens can be used once.
final class Trimble {
  private static final String NAME = "Trimble";

  private Trimble() {}

  static String credentialBringsFields(Scene scene) throws InterruptedException {
    ProviderCredential credential = scene.stage().trimble();
    scene.noteTrimbleToken(scene.trimble().consent());
    JsonNode body =
        LeafApi.body()
            .put("clientId", credential.clientKey())
            .put("clientSecret", credential.clientSecret())
            .put("refreshToken", scene.trimbleToken());
    Answer posted =
        scene.api().post(scene.leafUserPath() + "/trimble-credentials", body).require(201);
    StepFailed.unless(posted.text("status").equals("OK"), "status " + posted.text("status"));
    StepFailed.unless(
        !posted.body().contains(scene.trimbleToken())
            && !posted.body().contains(credential.clientSecret()),
        "a response contains a secret");
    for (JsonNode one : scene.api().all(path(scene))) {
      String id = one.path("providerOrgId").asString("");
      scene.api().patch(path(scene) + "/" + id + "/SELECTED").require(200);
    }
    scene.latestRun();
    int expected = scene.trimble().fields();
    int seen = scene.resources(NAME).fields();
    StepFailed.unless(
        seen == expected && expected > 0, "%d fields of %d".formatted(seen, expected));
    return "201, OK, %d fields".formatted(seen);
  }

  /// The posted token is used, and the server continues with the one it received for it.
  static String tokenRotates(Scene scene) throws InterruptedException {
    Answer refused = scene.trimble().refresh(scene.stage().trimble(), scene.trimbleToken());
    refused.require(400);
    scene.sync(path(scene));
    String told = "posted token: 400 %s, sync: 202".formatted(refused.text("error"));
    StepFailed.unless(refused.text("error").equals("invalid_grant"), told);
    return told;
  }

  private static String path(Scene scene) {
    return scene.leafUserPath() + "/Trimble/organizations";
  }
}
