package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.operations.Products;
import io.headland.simulator.johndeere.operations.Totals;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the measurements of an operation. All measurements of a type have the same totals, except
/// those of targets and speed, as recorded.
final class MeasurementBody {
  /// The depth of tillage, in centimetres.
  private static final double TILLAGE_DEPTH = 18;

  private final Call call;
  private final OperationRegistry.Located located;
  private final OperationUnits units;
  private final Totals totals;

  private MeasurementBody(Call call, OperationRegistry.Located located) {
    this.call = call;
    this.located = located;
    this.units = OperationUnits.of(call);
    this.totals = Totals.of(located);
  }

  /// The names of the measurements of a type of operation, open to all applications.
  static List<String> names(OperationKind kind) {
    return switch (kind) {
      case SEEDING ->
          List.of(
              "SeedingVarietiesResult",
              "SeedingRateResult",
              "SeedingSpeedResult",
              "SeedingRateTarget",
              "SeedingVarietiesTarget");
      case APPLICATION ->
          List.of("ApplicationRateResult", "ApplicationSpeedResult", "ApplicationRateTarget");
      case HARVEST ->
          List.of(
              "HarvestYieldResult",
              "HarvestWetMassResult",
              "HarvestYieldContourResult",
              "HarvestMoistureResult",
              "HarvestSpeedResult");
      case TILLAGE -> List.of("TillageDepthResult", "TillageDepthTarget", "TillageSpeedResult");
    };
  }

  static ArrayNode all(Call call, OperationRegistry.Located located) {
    MeasurementBody body = new MeasurementBody(call, located);
    ArrayNode all = Json.array();
    names(located.operation().kind()).forEach(name -> all.add(body.of(name)));
    return all;
  }

  static ObjectNode one(Call call, OperationRegistry.Located located, String name) {
    return new MeasurementBody(call, located).of(name);
  }

  private ObjectNode of(String name) {
    boolean target = name.endsWith("Target");
    ObjectNode body =
        Json.object()
            .put("@type", "FieldOperationMeasurement")
            .put("measurementName", name)
            .put("measurementCategory", target ? "Target" : "Result");
    switch (located.operation().kind()) {
      case SEEDING -> seeding(body, name);
      case APPLICATION -> application(body, target);
      case HARVEST -> harvest(body);
      case TILLAGE -> tillage(body, name);
    }
    body.set("links", links(name));
    return body;
  }

  private void harvest(ObjectNode body) {
    harvestTotals(body);
    body.set("averageSpeed", units.speed(located.operation().kind().speed()));
    harvestTotals(variety(body.putArray("varietyTotals")));
    body.putArray("productTotals");
  }

  private void harvestTotals(ObjectNode body) {
    body.set("area", units.area(totals.hectares()));
    body.set("yield", units.yieldVolume(totals.bushels()));
    body.set("averageYield", units.averageYield(totals.bushels(), totals.hectares()));
    body.set("averageMoisture", units.moisture(totals.moisture()));
    body.set("wetMass", units.mass(totals.material(), "vrYieldWetMass"));
    body.set("averageWetMass", units.averageMass(totals.material(), totals.hectares()));
  }

  private void seeding(ObjectNode body, String name) {
    seedingTotals(body, name);
    if (name.contains("Speed")) {
      body.set("averageSpeed", units.speed(located.operation().kind().speed()));
    }
    seedingTotals(variety(body.putArray("varietyTotals")), name);
    body.putArray("productTotals");
  }

  private void seedingTotals(ObjectNode body, String name) {
    body.set("area", units.area(totals.hectares()));
    if (name.contains("Speed")) {
      return;
    }
    boolean target = name.endsWith("Target");
    double seeds = target ? totals.targetMaterial() : totals.material();
    body.set(
        "totalMaterial",
        units.seeds(
            seeds, target ? "vrTotalSeedQuantityTargetSeeds" : "vrTotalSeedQuantityAppliedSeed"));
    body.set(
        "averageMaterial",
        units.averageSeeds(
            seeds,
            totals.hectares(),
            target ? "vrSeedRateSeedsTarget" : "vrSeedRateSeedsMeasured"));
  }

  private ObjectNode variety(ArrayNode totalsOfVarieties) {
    FieldOperation operation = located.operation();
    return totalsOfVarieties
        .addObject()
        .put("@type", "VarietyTotal")
        .put("varietyId", OperationBody.varietyId(operation))
        .put("name", operation.variety());
  }

  private void application(ObjectNode body, boolean target) {
    body.putArray("varietyTotals");
    double litres = target ? totals.targetMaterial() : totals.material();
    ObjectNode mix =
        body.putArray("applicationProductTotals")
            .addObject()
            .put("@type", "ApplicationProductTotal")
            .put("productId", OperationBody.productId())
            .put("name", Products.NAME);
    mix.set("area", units.area(totals.hectares()));
    mix.set("averageSpeed", units.speed(located.operation().kind().speed()));
    material(mix, litres, target);
    if (!target) {
      mix.set("appliedArea", units.area(totals.hectares(), "vrAppliedArea"));
    }
    ArrayNode components = mix.putArray("productTotals");
    for (Products.Component component : Products.COMPONENTS) {
      ObjectNode one =
          components
              .addObject()
              .put("@type", "ProductTotal")
              .put("productId", IdGenerator.uuid("product/" + component.name()).toString())
              .put("name", component.name())
              .put("brand", "---")
              .put("carrier", component.carrier());
      material(one, litres * component.share(), target);
    }
  }

  private void material(ObjectNode body, double litres, boolean target) {
    body.set(
        "totalMaterial",
        units.volume(
            litres, target ? "vrTotalQuantityTargetVolume" : "vrTotalQuantityAppliedVolume"));
    body.set(
        "averageMaterial",
        units.averageVolume(
            litres,
            totals.hectares(),
            target ? "vrAppRateVolumeTarget" : "vrAppRateVolumeMeasured"));
  }

  private void tillage(ObjectNode body, String name) {
    body.set("area", units.area(totals.hectares()));
    switch (name) {
      case "TillageDepthResult" ->
          body.set("averageDepth", units.depth(TILLAGE_DEPTH, "vrTillageDepthMeasured"));
      case "TillageDepthTarget" ->
          body.set("averageDepth", units.depth(TILLAGE_DEPTH, "vrTillageDepthTarget"));
      default -> body.set("averageSpeed", units.speed(located.operation().kind().speed()));
    }
    body.putArray("varietyTotals");
    body.putArray("productTotals");
  }

  private JsonNode links(String name) {
    String operation = OperationBody.self(call, located);
    String self = operation + "/measurementTypes/" + name;
    return Links.of(call)
        .add("self", self)
        .add("mapImage", self)
        .add("organization", OperationBody.organization(call, located))
        .add("field", OperationBody.field(call, located))
        .add("fieldOperation", operation)
        .array();
  }
}
