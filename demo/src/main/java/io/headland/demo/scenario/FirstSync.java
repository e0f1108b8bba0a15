package io.headland.demo.scenario;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The organizations as they are first read.
final class FirstSync {
  private FirstSync() {}

  /// The live list must match the simulator's world.
  static String liveListShowsAll(ScenarioState scene) throws InterruptedException {
    JsonNode list =
        scene.api().get(scene.leafUserPath() + "/organizations/JohnDeere").require(200).json();
    Set<String> connected = ids(list.path("connectedOrganizations"), "/connections-dialog?orgId=");
    Set<String> others = ids(list.path("notConnectedOrganizations"), "/select-organizations");
    Set<String> expectedConnected = new TreeSet<>();
    Set<String> expectedOthers = new TreeSet<>();
    for (JsonNode organization : scene.provider().world().path("organizations").values()) {
      boolean isConnected =
          organization.path("connections").has(scene.environment().credential().clientKey());
      if (organization.path("members").has(scene.environment().grower().name())) {
        (isConnected ? expectedConnected : expectedOthers)
            .add(organization.path("id").asString(""));
      }
    }
    StepFailed.unless(
        connected.equals(expectedConnected) && others.equals(expectedOthers),
        "connected %s, not connected %s".formatted(connected, others));
    scene.setVisible(connected.size() + others.size());
    return "%d connected, %d not".formatted(connected.size(), others.size());
  }

  private static Set<String> ids(JsonNode entries, String link) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode entry : entries.values()) {
      String uri = entry.path("managementUri").asString("");
      StepFailed.unless(uri.contains(link), "managementUri " + uri);
      ids.add(entry.path("id").asString(""));
    }
    return ids;
  }

  static String firstSync(ScenarioState scene) throws InterruptedException {
    ApiResponse response = scene.sync();
    String state = response.header("X-Headland-Sync-State").orElse("no state");
    String run = response.header("X-Headland-Sync-Run").orElse("");
    JsonNode found = scene.api().get(LeafApi.SYNC_RUNS + "/" + run).require(200).json();
    StepFailed.unless(
        Set.of("SUCCEEDED", "UNCHANGED").contains(state)
            && found.path("state").asString("").equals(state),
        "202 %s, run %s".formatted(state, found));
    return "202, run is " + state;
  }

  static String pagesContainTheWholeList(ScenarioState scene) throws InterruptedException {
    OrganizationPages pages = scene.organizations();
    String total = Integer.toString(scene.visible());
    StepFailed.unless(pages.totals().stream().allMatch(total::equals), "totals " + pages.totals());
    StepFailed.unless(!pages.hasDuplicates(), "an organization is on two pages");
    StepFailed.unless(
        pages.organizations().size() == scene.visible(),
        "%d on %d pages".formatted(pages.organizations().size(), pages.totals().size()));
    scene.setBefore(pages);
    return "%s organizations on %d pages".formatted(total, pages.totals().size());
  }

  static String statusesAreInitial(ScenarioState scene) {
    List<Organization> open = scene.before().open();
    List<Organization> blocked = scene.before().blocked();
    for (Organization organization : open) {
      StepFailed.unless(
          organization.status().equals("SELECTED")
              && organization.linksToDialog()
              && organization.blockedReason().isEmpty(),
          organization.toString());
    }
    for (Organization organization : blocked) {
      StepFailed.unless(
          organization.isBlockedFor("NOT_CONNECTED") && organization.linksToRepair(),
          organization.toString());
    }
    return "%d SELECTED, %d BLOCKED".formatted(open.size(), blocked.size());
  }

  /// The grower opens the link of a `BLOCKED` organization; the page must agree with the API.
  static String growersPageAgrees(ScenarioState scene) throws InterruptedException {
    List<Organization> blocked = scene.before().blocked();
    StepFailed.unless(!blocked.isEmpty(), "no organization is BLOCKED");
    Page page = scene.browser().open(blocked.getFirst().managementUri());
    List<Page.Checkbox> boxes = page.checkboxes();
    for (Page.Checkbox box : boxes) {
      StepFailed.unless(
          box.ticked() != scene.before().get(box.value()).isBlocked(),
          "the page differs on organization " + box.value());
    }
    scene.setRoles(Roles.assign(boxes));
    return "%d organizations, ticked as in the API".formatted(boxes.size());
  }
}
