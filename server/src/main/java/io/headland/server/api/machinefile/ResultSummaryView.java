package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Statistics;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.platform.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Leaf's summary of a machine file or operation: a GeoJSON feature with the covered area as its
/// geometry. Which properties it has depends on the type of the operation.
public final class ResultSummaryView {
  /// Statistics of planted points.
  private static final List<PointProperty> PLANTED =
      List.of(
          PointProperty.SEED_RATE,
          PointProperty.SEED_DEPTH,
          PointProperty.SINGULATION,
          PointProperty.DOWN_FORCE,
          PointProperty.SKIPS,
          PointProperty.DOUBLES);

  private static final List<PointProperty> YIELD =
      List.of(
          PointProperty.WET_MASS,
          PointProperty.DRY_MASS,
          PointProperty.WET_VOLUME,
          PointProperty.DRY_VOLUME);

  private static final List<PointProperty> HARVESTED =
      List.of(
          PointProperty.WET_MASS,
          PointProperty.DRY_MASS,
          PointProperty.WET_VOLUME,
          PointProperty.DRY_VOLUME,
          PointProperty.WET_MASS_PER_AREA,
          PointProperty.DRY_MASS_PER_AREA,
          PointProperty.WET_VOLUME_PER_AREA,
          PointProperty.DRY_VOLUME_PER_AREA,
          PointProperty.HARVEST_MOISTURE,
          PointProperty.PROTEIN_PERCENTAGE);

  private final OperationSummary summary;
  private final boolean addsUpProducts;
  private final Quantities quantities;
  private final ObjectNode properties = Json.MAPPER.createObjectNode();

  private ResultSummaryView(OperationSummary summary, UnitSystem system, boolean addsUpProducts) {
    this.summary = summary;
    this.addsUpProducts = addsUpProducts;
    this.quantities = new Quantities(system, summary.description().units());
  }

  /// The feature as configured.
  public static ObjectNode of(OperationSummary summary, OperationConfiguration configuration) {
    ObjectNode feature =
        new ResultSummaryView(summary, configuration.units(), configuration.addsUpProducts())
            .feature();
    if (!configuration.originalData()) {
      feature.withObject("properties").remove("originalOperationData");
    }
    return feature;
  }

  private ObjectNode feature() {
    ObjectNode feature = Json.MAPPER.createObjectNode();
    feature.put("type", "Feature");
    feature.set("properties", properties());
    feature.set("geometry", summary.geometry());
    return feature;
  }

  private ObjectNode properties() {
    putDescription();
    properties.set("totalArea", quantities.area(summary.area()));
    putTotal("totalDistance", PointProperty.DISTANCE);
    putTotal("totalFuelUsed", PointProperty.FUEL_USED);
    putStatistics(PointProperty.ELEVATION);
    putStatistics(PointProperty.SPEED);
    switch (summary.description().type()) {
      case PLANTED -> putPlanted();
      case APPLIED -> putApplied();
      case HARVESTED -> putHarvested();
      case TILLAGE -> putTillage();
    }
    return properties;
  }

  private void putTillage() {
    ArrayNode tillTypes = properties.putArray(OperationType.TILLAGE.labelName());
    summary.parts().stream()
        .map(OperationSummary.Part::name)
        .filter(name -> !name.isEmpty())
        .forEach(tillTypes::add);
    putStatistics(PointProperty.TILLAGE_DEPTH_ACTUAL);
    putStatistics(PointProperty.TILLAGE_DEPTH_TARGET);
  }

  private void putDescription() {
    MachineFileDescription description = summary.description();
    properties.put("operationType", description.type().leafName());
    properties.put("originalOperationType", description.originalType());
    if (summary.startTime() != null && summary.endTime() != null) {
      properties.put("startTime", summary.startTime().toString());
      properties.put("endTime", summary.endTime().toString());
    }
    ArrayNode crops = properties.putArray("crop");
    if (!description.crop().isEmpty()) {
      crops.add(description.crop());
    }
    ArrayNode machinery = properties.putArray("machinery");
    for (MachineFileDescription.Machinery each : description.machinery()) {
      ObjectNode machine = machinery.addObject();
      machine.put("name", each.name());
      machine.put("type", each.isImplement() ? "implement" : "machine");
      putText(machine, "serialNumber", each.serialNumber());
      putText(machine, "brand", each.brand());
    }
    ObjectNode original = properties.putObject("originalOperationData");
    original.put("originalOperationGrower", description.place().grower());
    original.put("originalOperationFarm", description.place().farm());
    original.put("originalOperationField", description.place().field());
    original.put("originalOperationType", description.originalType());
  }

  static void putText(ObjectNode object, String key, String text) {
    if (!text.isEmpty()) {
      object.put(key, text);
    }
  }

  private void putStatistics(PointProperty property) {
    quantities.put(properties, property.leafName(), property, summary.statistics());
  }

  private void putTotal(String key, PointProperty property) {
    quantities.put(properties, key, property, summary.totals().get(property));
  }

  private static String totalKey(PointProperty property) {
    String name = property.leafName();
    return "total" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private void putPlanted() {
    PLANTED.forEach(this::putStatistics);
    putTotal("totalPlanted", PointProperty.SEED_RATE);
    ArrayNode varieties = properties.putArray("varieties");
    for (OperationSummary.Part part : summary.parts()) {
      ObjectNode variety = varieties.addObject();
      variety.put("name", part.name());
      quantities.put(variety, "rate", PointProperty.SEED_RATE, part.statistics());
      Statistics target = part.statistics().get(PointProperty.SEED_RATE_TARGET);
      if (target != null) {
        quantities.putNumbers(
            variety.withObject("/rate"), PointProperty.SEED_RATE_TARGET, target, "Target");
      }
      variety.set("area", quantities.area(part.area()));
      quantities.put(
          variety,
          "totalPlanted",
          PointProperty.SEED_RATE,
          part.totals().get(PointProperty.SEED_RATE));
    }
  }

  private void putApplied() {
    putStatistics(PointProperty.APPLIED_RATE);
    putTotal("totalApplied", PointProperty.APPLIED_RATE);
    properties.put(
        "tankMix",
        summary.description().products().stream()
            .anyMatch(MachineFileDescription.Product::isTankMix));
    properties.set("products", new AppliedProducts(summary, quantities, addsUpProducts).json());
  }

  private void putHarvested() {
    HARVESTED.forEach(this::putStatistics);
    YIELD.forEach(property -> putTotal(totalKey(property), property));
    ArrayNode varieties = properties.putArray("varieties");
    for (OperationSummary.Part part : summary.parts()) {
      ObjectNode variety = varieties.addObject();
      variety.put("name", part.name());
      variety.set("area", quantities.area(part.area()));
      quantities.put(
          variety,
          PointProperty.HARVEST_MOISTURE.leafName(),
          PointProperty.HARVEST_MOISTURE,
          part.statistics());
      for (PointProperty property : YIELD) {
        quantities.put(variety, property.leafName(), property, part.totals().get(property));
      }
      for (PointProperty property :
          List.of(PointProperty.WET_MASS_PER_AREA, PointProperty.DRY_MASS_PER_AREA)) {
        quantities.putMean(variety, property.leafName(), property, part.statistics());
      }
    }
  }
}
