package io.headland.demo.scenario;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Functions for support staff and programs: health, changes of several organizations, events.
final class SupportFunctions {
  private static final String HEADLAND = "/services/headland/api/";
  private static final String WEBHOOKS = HEADLAND + "webhooks";

  private SupportFunctions() {}

  /// Those that can be selected are selected; only the blocked one is rejected.
  static String severalAreSelected(ScenarioState state) throws InterruptedException {
    List<String> ids = new ArrayList<>(state.withFieldData());
    ids.add(state.roles().unconnected());
    ObjectNode body = LeafApi.body();
    ArrayNode statuses = body.putArray("statuses");
    ids.forEach(id -> statuses.addObject().put("providerOrgId", id).put("status", "SELECTED"));
    JsonNode response =
        state
            .api()
            .post(
                HEADLAND
                    + "users/%s/JohnDeere/organizations/statuses".formatted(state.leafUserId()),
                body)
            .require(200)
            .json();
    int selectedCount = response.path("chosen").size();
    String refused = response.path("refused").path(0).path("errorKey").asString("");
    StepFailed.unless(
        selectedCount == state.withFieldData().size() && refused.equals("organizationBlocked"),
        response.toString());
    return "%d selected, 1 %s".formatted(selectedCount, refused);
  }

  static String healthIsShown(ScenarioState state) throws InterruptedException {
    List<JsonNode> accounts =
        state.api().all(HEADLAND + "accounts?leafUserId=" + state.leafUserId());
    List<String> result =
        accounts.stream()
            .map(
                one ->
                    one.path("provider").asString("")
                        + " "
                        + one.path("health").asString("")
                        + (one.path("organizations").path("lost").asInt(0) > 0
                            ? " (%d to repair)".formatted(lost(one))
                            : ""))
            .toList();
    StepFailed.unless(
        result.equals(List.of("JohnDeere ATTENTION (1 to repair)", "Trimble OK")),
        result.toString());
    return String.join(", ", result);
  }

  private static int lost(JsonNode account) {
    return account.path("organizations").path("lost").asInt(0);
  }

  /// A program of the API owner receives two changes, each signed.
  static String webhookReceivesEvents(ScenarioState state) throws InterruptedException {
    try (Receiver receiver = Receiver.open()) {
      ObjectNode body = LeafApi.body().put("name", "Demo").put("url", receiver.uri().toString());
      body.putArray("types").add("organization.selected").add("organization.deselected");
      ApiResponse created = state.api().post(WEBHOOKS, body).require(201);
      String webhook = WEBHOOKS + "/" + created.text("id");
      try {
        String id = state.withFieldData().getLast();
        Selection.setStatus(state, id, "PREVIEW");
        Selection.setStatus(state, id, "SELECTED");
        List<String> types =
            receiver.await(2, created.text("secret")).stream()
                .map(event -> event.path("type").asString(""))
                .toList();
        StepFailed.unless(
            types.equals(List.of("organization.deselected", "organization.selected")),
            types.toString());
        return "2 messages, signed, in order";
      } finally {
        state.api().delete(webhook).require(204);
      }
    }
  }

  static String feedHasTheSameEvents(ScenarioState state) throws InterruptedException {
    ApiResponse response =
        state
            .api()
            .get(
                HEADLAND
                    + "events?types=organization.selected,organization.deselected&limit=1000&leafUserId="
                    + state.leafUserId())
            .require(200);
    List<String> types =
        response.json().path("items").values().stream()
            .map(event -> event.path("type").asString(""))
            .toList();
    StepFailed.unless(
        types.size() >= 2
            && types
                .subList(types.size() - 2, types.size())
                .equals(List.of("organization.deselected", "organization.selected")),
        types.toString());
    return "%d changes since the start".formatted(types.size());
  }
}
