package io.headland.demo.story;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Fields of selected organizations, and their changes.
final class Fields {
  private Fields() {}

  /// New fields are previews; those of an enabled grower are read in full.
  static String enablingBringsBoundaries(Scene scene) throws InterruptedException {
    requireNoGeometry(scene);
    JsonNode grower =
        scene
            .api()
            .get(LeafApi.FIELDS + "/users/" + scene.leafUserId() + "/growers?size=1")
            .require(200)
            .json()
            .path(0);
    var body = LeafApi.body();
    body.putArray("growerIds").add(grower.path("id").asLong(0));
    scene.api().post(LeafApi.FIELDS + "/growers/enableSync", body).require(200);
    scene.latestRun();
    double hectares = 0;
    int processed = 0;
    for (JsonNode field : scene.fields()) {
      boolean isWhole = field.path("status").asString("").equals("PROCESSED");
      StepFailed.unless(isWhole || !field.has("geometry"), "a preview is returned as " + field);
      processed += isWhole ? 1 : 0;
      hectares += field.path("area").path("value").asDouble(0);
    }
    StepFailed.unless(processed > 0 && hectares > 0, processed + " fields are processed");
    return "%d fields PROCESSED, %.0f ha".formatted(processed, hectares);
  }

  private static void requireNoGeometry(Scene scene) throws InterruptedException {
    for (JsonNode field : scene.fields()) {
      StepFailed.unless(
          field.path("status").asString("").equals("PREVIEW") && !field.has("geometry"),
          "a field is " + field);
    }
  }

  static String newNameArrives(Scene scene) throws InterruptedException {
    String organization = scene.withFieldData().getLast();
    JsonNode field = scene.provider().fields(organization).path(0);
    String id = field.path("id").asString("");
    String name = field.path("name").asString("") + " North";
    scene.provider().renameField(organization, id, name);
    scene.sync();
    String seen = name(scene, id);
    scene.provider().renameField(organization, id, field.path("name").asString(""));
    StepFailed.unless(seen.equals(name), "it is '%s'".formatted(seen));
    return "'%s'".formatted(seen);
  }

  private static String name(Scene scene, String providerFieldId) throws InterruptedException {
    return scene.fields().stream()
        .filter(field -> field.path("providerFieldId").asString("").equals(providerFieldId))
        .map(field -> field.path("name").asString(""))
        .findFirst()
        .orElse("");
  }

  static String deselectingTakesAllAway(Scene scene) throws InterruptedException {
    scene.noteFields(ids(scene));
    FieldDataTotals before = scene.resources(Selecting.JOHN_DEERE);
    Selecting.choose(scene, scene.withFieldData().getFirst(), "PREVIEW");
    FieldDataTotals after = scene.resources(Selecting.JOHN_DEERE);
    FieldDataTotals gone = Selecting.atProvider(scene, scene.withFieldData().getFirst());
    String told = "%d fields before, %d now".formatted(before.fields(), after.fields());
    StepFailed.unless(after.plus(gone).equals(before) && ids(scene).isEmpty(), told);
    return told;
  }

  static String absenceIsExplained(Scene scene) throws InterruptedException {
    String organization = scene.withFieldData().getFirst();
    String field = scene.provider().fields(organization).path(0).path("id").asString("");
    JsonNode explained =
        scene
            .api()
            .get(
                LeafApi.EXPLAIN
                    + "?provider=JohnDeere&leafUserId=%s&providerOrgId=%s&providerFieldId=%s"
                        .formatted(scene.leafUserId(), organization, field))
            .require(200)
            .json();
    String stops = "";
    for (JsonNode link : explained.path("chain").values()) {
      boolean isStop = link.path("outcome").asString("").equals("STOPS");
      stops = isStop && stops.isEmpty() ? link.path("code").asString("") : stops;
    }
    StepFailed.unless(
        !explained.path("present").asBoolean(true) && stops.startsWith("ORGANIZATION_"),
        explained.toString());
    return stops;
  }

  /// Fields are listed again before the next sync, which finds no changes.
  static String selectingBringsItBack(Scene scene) throws InterruptedException {
    Selecting.choose(scene, scene.withFieldData().getFirst(), "SELECTED");
    Set<String> back = ids(scene);
    JsonNode run = scene.latestRun();
    int added = run.path("records").path("fields").path("added").asInt(0);
    String told =
        "%d listed, %s, %d added".formatted(back.size(), run.path("state").asString(""), added);
    StepFailed.unless(back.equals(scene.fieldsBefore()) && added == 0, told);
    return told;
  }

  private static Set<String> ids(Scene scene) throws InterruptedException {
    Set<String> ids = new TreeSet<>();
    for (JsonNode field : scene.fields()) {
      if (field.path("organizationId").asString("").equals(scene.withFieldData().getFirst())) {
        ids.add(field.path("id").asString(""));
      }
    }
    return ids;
  }
}
