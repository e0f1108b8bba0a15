package io.headland.demo.scenario;

import java.util.List;

/// Actions of the grower on the provider's pages, and their effects on the server.
final class GrowerConnections {
  private GrowerConnections() {}

  static String growerDisconnectsTwo(ScenarioState state) throws InterruptedException {
    disconnect(state, state.roles().selected());
    disconnect(state, state.roles().previewed());
    return "done in the connections-dialog";
  }

  private static void disconnect(ScenarioState state, String id) throws InterruptedException {
    Page dialog = state.browser().open(state.organization(id).managementUri());
    state.browser().disconnect(dialog);
  }

  static String bothAreBlockedWithTheRepairLink(ScenarioState state) throws InterruptedException {
    state.sync();
    for (String id : List.of(state.roles().selected(), state.roles().previewed())) {
      requireNotConnected(state.organization(id));
    }
    return "BLOCKED NOT_CONNECTED, select-organizations";
  }

  private static void requireNotConnected(Organization organization) {
    StepFailed.unless(
        organization.isBlockedFor("NOT_CONNECTED") && organization.linksToRepair(),
        "%s, %s".formatted(organization.summary(), organization.managementUri()));
  }

  /// By the link that the server returned.
  static String growerReconnectsBoth(ScenarioState state) throws InterruptedException {
    Page page = state.browser().open(state.organization(state.roles().selected()).managementUri());
    state.browser().connect(page, List.of(state.roles().selected(), state.roles().previewed()));
    return "done in select-organizations";
  }

  static String bothHaveTheirEarlierStatus(ScenarioState state) throws InterruptedException {
    state.sync();
    Organization selected = state.organization(state.roles().selected());
    Organization previewed = state.organization(state.roles().previewed());
    StepFailed.unless(
        selected.status().equals("SELECTED")
            && previewed.status().equals("PREVIEW")
            && selected.linksToDialog()
            && previewed.linksToDialog(),
        "%s and %s".formatted(selected.summary(), previewed.summary()));
    return "SELECTED and PREVIEW again";
  }

  static String firstConnectionIsPreview(ScenarioState state) throws InterruptedException {
    String id = state.roles().unconnected();
    Page page = state.browser().open(state.organization(id).managementUri());
    state.browser().connect(page, List.of(id));
    state.sync();
    Organization organization = state.organization(id);
    StepFailed.unless(
        organization.status().equals("PREVIEW") && organization.linksToDialog(),
        organization.summary());
    return organization.summary();
  }

  static String disconnectedIsBlocked(ScenarioState state) throws InterruptedException {
    disconnect(state, state.roles().unconnected());
    state.sync();
    Organization organization = state.organization(state.roles().unconnected());
    requireNotConnected(organization);
    return organization.summary();
  }
}
