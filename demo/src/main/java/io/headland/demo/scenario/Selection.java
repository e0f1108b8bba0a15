package io.headland.demo.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The organizations whose growers, farms and fields are stored.
final class Selection {
  static final String JOHN_DEERE = "JohnDeere";

  /// Slow enough to make the progress visible.
  private static final Duration LATENCY = Duration.ofMillis(150);

  private static final int MONTHS_OF_OPERATIONS = 240;
  private static final int THREE = 3;

  private Selection() {}

  static String organizationsFirst(ScenarioState scene) throws InterruptedException {
    return configure(scene, false);
  }

  /// The organization selected so far is deselected, so that new records can be counted.
  static String fieldDataIsEnabled(ScenarioState scene) throws InterruptedException {
    setStatus(scene, scene.roles().selected(), "PREVIEW");
    List<String> accessible = new ArrayList<>();
    for (Organization one : scene.organizations().open()) {
      if (accessible.size() < THREE && scene.provider().isUnrestricted(one.id())) {
        accessible.add(one.id());
      }
    }
    StepFailed.unless(accessible.size() == THREE, "only " + accessible + " are fully accessible");
    scene.setWithFieldData(accessible);
    return configure(scene, true);
  }

  private static String configure(ScenarioState scene, boolean fields) throws InterruptedException {
    // The simulated operations are of fixed years.
    JsonNode config =
        LeafApi.body()
            .put("fieldsAutoSync", fields)
            .put("machinesAutoSync", fields)
            .put("operationsProcessingRange", MONTHS_OF_OPERATIONS);
    ApiResponse stored =
        scene.api().patch(LeafApi.CONFIGS + "/" + scene.leafUserId(), config).require(200);
    StepFailed.unless(
        stored.json().path("fieldsAutoSync").asBoolean(!fields) == fields,
        "stored " + stored.body());
    return "stored for this Leaf user";
  }

  static String scopeIsPreviewed(ScenarioState scene) throws InterruptedException {
    String id = scene.withFieldData().getFirst();
    JsonNode preview =
        scene
            .api()
            .get(
                "/services/headland/api/users/%s/JohnDeere/organizations/%s/preview"
                    .formatted(scene.leafUserId(), id))
            .require(200)
            .json();
    FieldDataTotals shown = FieldDataTotals.of(preview.path("selecting"));
    double hectares = preview.path("selecting").path("hectares").asDouble(0);
    StepFailed.unless(
        shown.equals(atProvider(scene, id))
            && scene.resources(JOHN_DEERE).equals(FieldDataTotals.NONE),
        "shown %s of %s".formatted(shown, atProvider(scene, id)));
    return "%s, %.0f ha".formatted(shown, hectares);
  }

  static String fieldDataAppears(ScenarioState scene) throws InterruptedException {
    scene.provider().responseAfter(LATENCY);
    try {
      for (String id : scene.withFieldData()) {
        setStatus(scene, id, "SELECTED");
      }
      JsonNode run = scene.latestRun();
      String state = run.path("state").asString("");
      int fields = scene.fields().size();
      int expected = expected(scene).fields();
      StepFailed.unless(
          state.equals("SUCCEEDED") && fields == expected,
          "%s, %d fields of %d".formatted(state, fields, expected));
      return "%s, %d fields in %d calls"
          .formatted(state, fields, run.path("providerCalls").asInt(0));
    } finally {
      scene.provider().responseAfter(Duration.ZERO);
    }
  }

  static String resourcesAreCounted(ScenarioState scene) throws InterruptedException {
    FieldDataTotals counted = scene.resources(JOHN_DEERE);
    StepFailed.unless(
        counted.equals(expected(scene)), "%s, expected %s".formatted(counted, expected(scene)));
    return counted.toString();
  }

  static void setStatus(ScenarioState scene, String id, String status) throws InterruptedException {
    scene.api().patch(scene.organizationsPath() + "/" + id + "/" + status).require(200);
  }

  private static FieldDataTotals expected(ScenarioState scene) throws InterruptedException {
    FieldDataTotals fieldData = FieldDataTotals.NONE;
    for (String id : scene.withFieldData()) {
      fieldData = fieldData.plus(atProvider(scene, id));
    }
    return fieldData;
  }

  static FieldDataTotals atProvider(ScenarioState scene, String id) throws InterruptedException {
    return FieldDataTotals.ofSimulated(scene.provider().fields(id));
  }
}
