package io.headland.demo.story;

/// Changes of the status of organizations by the caller.
final class Choice {
  private Choice() {}

  static String previewAndBack(Scene scene) throws InterruptedException {
    String id = scene.roles().selected();
    choose(scene, id, "PREVIEW");
    choose(scene, id, "SELECTED");
    return "PREVIEW, then SELECTED";
  }

  static String anotherStaysInPreview(Scene scene) throws InterruptedException {
    choose(scene, scene.roles().previewed(), "PREVIEW");
    scene.sync();
    String status = scene.organization(scene.roles().previewed()).status();
    StepFailed.unless(status.equals("PREVIEW"), status + " after a sync");
    return "PREVIEW, also after a sync";
  }

  private static void choose(Scene scene, String id, String status) throws InterruptedException {
    Answer answer =
        scene.api().patch(scene.organizationsPath() + "/" + id + "/" + status).require(200);
    StepFailed.unless(answer.text("status").equals(status), "answered " + answer.body());
    String stored = scene.organization(id).status();
    StepFailed.unless(stored.equals(status), "asked for %s, stored %s".formatted(status, stored));
  }

  static String blockedIsRefused(Scene scene) throws InterruptedException {
    String path = scene.organizationsPath() + "/" + scene.roles().unconnected();
    Organization before = scene.organization(scene.roles().unconnected());
    scene.api().patch(path + "/SELECTED").requireRefusal(400, "organizationBlocked");
    StepFailed.unless(
        scene.organization(scene.roles().unconnected()).equals(before), "it was changed");
    return "400 organizationBlocked, unchanged";
  }

  static String blockingIsRefused(Scene scene) throws InterruptedException {
    String path = scene.organizationsPath() + "/" + scene.roles().selected();
    scene.api().patch(path + "/BLOCKED").requireRefusal(400, "statusNotAllowed");
    String status = scene.organization(scene.roles().selected()).status();
    StepFailed.unless(status.equals("SELECTED"), "it became " + status);
    return "400 statusNotAllowed, unchanged";
  }
}
