package io.headland.demo.story;

import java.util.List;

/// Actions of the grower on the provider's pages, and their effects on the server.
final class Connecting {
  private Connecting() {}

  static String growerDisconnectsTwo(Scene scene) throws InterruptedException {
    disconnect(scene, scene.roles().selected());
    disconnect(scene, scene.roles().previewed());
    return "done in the connections-dialog";
  }

  private static void disconnect(Scene scene, String id) throws InterruptedException {
    Page dialog = scene.browser().open(scene.organization(id).managementUri());
    scene.browser().disconnect(dialog);
  }

  static String bothAreBlockedWithTheRepairLink(Scene scene) throws InterruptedException {
    scene.sync();
    for (String id : List.of(scene.roles().selected(), scene.roles().previewed())) {
      requireNotConnected(scene.organization(id));
    }
    return "BLOCKED NOT_CONNECTED, select-organizations";
  }

  private static void requireNotConnected(Organization organization) {
    StepFailed.unless(
        organization.isBlockedFor("NOT_CONNECTED") && organization.linksToRepair(),
        "%s, %s".formatted(organization.summary(), organization.managementUri()));
  }

  /// By the link that the server returned.
  static String growerReconnectsBoth(Scene scene) throws InterruptedException {
    Page page = scene.browser().open(scene.organization(scene.roles().selected()).managementUri());
    scene.browser().connect(page, List.of(scene.roles().selected(), scene.roles().previewed()));
    return "done in select-organizations";
  }

  static String bothHaveTheirEarlierStatus(Scene scene) throws InterruptedException {
    scene.sync();
    Organization selected = scene.organization(scene.roles().selected());
    Organization previewed = scene.organization(scene.roles().previewed());
    StepFailed.unless(
        selected.status().equals("SELECTED")
            && previewed.status().equals("PREVIEW")
            && selected.linksToDialog()
            && previewed.linksToDialog(),
        "%s and %s".formatted(selected.summary(), previewed.summary()));
    return "SELECTED and PREVIEW again";
  }

  static String firstConnectionGivesPreview(Scene scene) throws InterruptedException {
    String id = scene.roles().unconnected();
    Page page = scene.browser().open(scene.organization(id).managementUri());
    scene.browser().connect(page, List.of(id));
    scene.sync();
    Organization organization = scene.organization(id);
    StepFailed.unless(
        organization.status().equals("PREVIEW") && organization.linksToDialog(),
        organization.summary());
    return organization.summary();
  }

  static String takenBackItIsBlocked(Scene scene) throws InterruptedException {
    disconnect(scene, scene.roles().unconnected());
    scene.sync();
    Organization organization = scene.organization(scene.roles().unconnected());
    requireNotConnected(organization);
    return organization.summary();
  }
}
