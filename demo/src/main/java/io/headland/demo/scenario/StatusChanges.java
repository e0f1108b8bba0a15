package io.headland.demo.scenario;

/// Changes of the status of organizations by the caller.
final class StatusChanges {
  private StatusChanges() {}

  static String previewAndBack(ScenarioState state) throws InterruptedException {
    String id = state.roles().selected();
    setStatus(state, id, "PREVIEW");
    setStatus(state, id, "SELECTED");
    return "PREVIEW, then SELECTED";
  }

  static String anotherStaysInPreview(ScenarioState state) throws InterruptedException {
    setStatus(state, state.roles().previewed(), "PREVIEW");
    state.sync();
    String status = state.organization(state.roles().previewed()).status();
    StepFailed.unless(status.equals("PREVIEW"), status + " after a sync");
    return "PREVIEW, also after a sync";
  }

  private static void setStatus(ScenarioState state, String id, String status)
      throws InterruptedException {
    ApiResponse response =
        state.api().patch(state.organizationsPath() + "/" + id + "/" + status).require(200);
    StepFailed.unless(response.text("status").equals(status), "returned " + response.body());
    String stored = state.organization(id).status();
    StepFailed.unless(stored.equals(status), "requested %s, stored %s".formatted(status, stored));
  }

  static String blockedIsRefused(ScenarioState state) throws InterruptedException {
    String path = state.organizationsPath() + "/" + state.roles().unconnected();
    Organization before = state.organization(state.roles().unconnected());
    state.api().patch(path + "/SELECTED").requireRefusal(400, "organizationBlocked");
    StepFailed.unless(
        state.organization(state.roles().unconnected()).equals(before), "it was changed");
    return "400 organizationBlocked, unchanged";
  }

  static String blockingIsRefused(ScenarioState state) throws InterruptedException {
    String path = state.organizationsPath() + "/" + state.roles().selected();
    state.api().patch(path + "/BLOCKED").requireRefusal(400, "statusNotAllowed");
    String status = state.organization(state.roles().selected()).status();
    StepFailed.unless(status.equals("SELECTED"), "it became " + status);
    return "400 statusNotAllowed, unchanged";
  }
}
