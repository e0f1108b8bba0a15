package io.headland.demo.story;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Functions for support staff and programs: health, changes of several organizations, events.
final class Watching {
  private static final String HEADLAND = "/services/headland/api/";
  private static final String WEBHOOKS = HEADLAND + "webhooks";

  private Watching() {}

  /// Those that can be selected are selected; only the blocked one is rejected.
  static String manyAreChosenAtOnce(Scene scene) throws InterruptedException {
    List<String> ids = new ArrayList<>(scene.withFieldData());
    ids.add(scene.roles().unconnected());
    ObjectNode body = LeafApi.body();
    ArrayNode statuses = body.putArray("statuses");
    ids.forEach(id -> statuses.addObject().put("providerOrgId", id).put("status", "SELECTED"));
    JsonNode answer =
        scene
            .api()
            .post(
                HEADLAND
                    + "users/%s/JohnDeere/organizations/statuses".formatted(scene.leafUserId()),
                body)
            .require(200)
            .json();
    int chosen = answer.path("chosen").size();
    String refused = answer.path("refused").path(0).path("errorKey").asString("");
    StepFailed.unless(
        chosen == scene.withFieldData().size() && refused.equals("organizationBlocked"),
        answer.toString());
    return "%d chosen, 1 %s".formatted(chosen, refused);
  }

  static String healthIsShown(Scene scene) throws InterruptedException {
    List<JsonNode> accounts =
        scene.api().all(HEADLAND + "accounts?leafUserId=" + scene.leafUserId());
    List<String> told =
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
        told.equals(List.of("JohnDeere ATTENTION (1 to repair)", "Trimble OK")), told.toString());
    return String.join(", ", told);
  }

  private static int lost(JsonNode account) {
    return account.path("organizations").path("lost").asInt(0);
  }

  /// A program of the API owner receives two changes, each signed.
  static String webhookHears(Scene scene) throws InterruptedException {
    try (Receiver receiver = Receiver.open()) {
      ObjectNode body = LeafApi.body().put("name", "Demo").put("url", receiver.uri().toString());
      body.putArray("types").add("organization.selected").add("organization.deselected");
      Answer created = scene.api().post(WEBHOOKS, body).require(201);
      String webhook = WEBHOOKS + "/" + created.text("id");
      try {
        String id = scene.withFieldData().getLast();
        Selecting.choose(scene, id, "PREVIEW");
        Selecting.choose(scene, id, "SELECTED");
        List<String> types =
            receiver.await(2, created.text("secret")).stream()
                .map(event -> event.path("type").asString(""))
                .toList();
        StepFailed.unless(
            types.equals(List.of("organization.deselected", "organization.selected")),
            types.toString());
        return "2 messages, signed, in order";
      } finally {
        scene.api().delete(webhook).require(204);
      }
    }
  }

  static String feedTellsTheSame(Scene scene) throws InterruptedException {
    Answer answer =
        scene
            .api()
            .get(
                HEADLAND
                    + "events?types=organization.selected,organization.deselected&limit=1000&leafUserId="
                    + scene.leafUserId())
            .require(200);
    List<String> types =
        answer.json().path("items").values().stream()
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
