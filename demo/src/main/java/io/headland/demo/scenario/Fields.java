package io.headland.demo.scenario;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Fields of selected organizations, and their changes.
final class Fields {
  private Fields() {}

  /// New fields are previews; those of an enabled grower are read in full.
  static String enablingFetchesBoundaries(ScenarioState state) throws InterruptedException {
    requireNoGeometry(state);
    JsonNode grower =
        state
            .api()
            .get(LeafApi.FIELDS + "/users/" + state.leafUserId() + "/growers?size=1")
            .require(200)
            .json()
            .path(0);
    var body = LeafApi.body();
    body.putArray("growerIds").add(grower.path("id").asLong(0));
    state.api().post(LeafApi.FIELDS + "/growers/enableSync", body).require(200);
    state.latestRun();
    double hectares = 0;
    int processed = 0;
    for (JsonNode field : state.fields()) {
      boolean isWhole = field.path("status").asString("").equals("PROCESSED");
      StepFailed.unless(isWhole || !field.has("geometry"), "a preview is returned as " + field);
      processed += isWhole ? 1 : 0;
      hectares += field.path("area").path("value").asDouble(0);
    }
    StepFailed.unless(processed > 0 && hectares > 0, processed + " fields are processed");
    return "%d fields PROCESSED, %.0f ha".formatted(processed, hectares);
  }

  private static void requireNoGeometry(ScenarioState state) throws InterruptedException {
    for (JsonNode field : state.fields()) {
      StepFailed.unless(
          field.path("status").asString("").equals("PREVIEW") && !field.has("geometry"),
          "a field is " + field);
    }
  }

  static String newNameIsStored(ScenarioState state) throws InterruptedException {
    String organization = state.withFieldData().getLast();
    JsonNode field = state.provider().fields(organization).path(0);
    String id = field.path("id").asString("");
    String name = field.path("name").asString("") + " North";
    state.provider().renameField(organization, id, name);
    state.sync();
    String found = name(state, id);
    state.provider().renameField(organization, id, field.path("name").asString(""));
    StepFailed.unless(found.equals(name), "it is '%s'".formatted(found));
    return "'%s'".formatted(found);
  }

  private static String name(ScenarioState state, String providerFieldId)
      throws InterruptedException {
    return state.fields().stream()
        .filter(field -> field.path("providerFieldId").asString("").equals(providerFieldId))
        .map(field -> field.path("name").asString(""))
        .findFirst()
        .orElse("");
  }

  static String deselectingHidesFields(ScenarioState state) throws InterruptedException {
    state.setFieldsBefore(ids(state));
    FieldDataTotals before = state.resources(Selection.JOHN_DEERE);
    Selection.setStatus(state, state.withFieldData().getFirst(), "PREVIEW");
    FieldDataTotals after = state.resources(Selection.JOHN_DEERE);
    FieldDataTotals gone = Selection.atProvider(state, state.withFieldData().getFirst());
    String result = "%d fields before, %d now".formatted(before.fields(), after.fields());
    StepFailed.unless(after.plus(gone).equals(before) && ids(state).isEmpty(), result);
    return result;
  }

  static String absenceIsExplained(ScenarioState state) throws InterruptedException {
    String organization = state.withFieldData().getFirst();
    String field = state.provider().fields(organization).path(0).path("id").asString("");
    JsonNode explained =
        state
            .api()
            .get(
                LeafApi.EXPLAIN
                    + "?provider=JohnDeere&leafUserId=%s&providerOrgId=%s&providerFieldId=%s"
                        .formatted(state.leafUserId(), organization, field))
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
  static String selectingRestoresFields(ScenarioState state) throws InterruptedException {
    Selection.setStatus(state, state.withFieldData().getFirst(), "SELECTED");
    Set<String> back = ids(state);
    JsonNode run = state.latestRun();
    int added = run.path("records").path("fields").path("added").asInt(0);
    String result =
        "%d listed, %s, %d added".formatted(back.size(), run.path("state").asString(""), added);
    StepFailed.unless(back.equals(state.fieldsBefore()) && added == 0, result);
    return result;
  }

  private static Set<String> ids(ScenarioState state) throws InterruptedException {
    Set<String> ids = new TreeSet<>();
    for (JsonNode field : state.fields()) {
      if (field.path("organizationId").asString("").equals(state.withFieldData().getFirst())) {
        ids.add(field.path("id").asString(""));
      }
    }
    return ids;
  }
}
