package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.operations.Uom;
import io.headland.simulator.johndeere.world.OperationForms;
import tools.jackson.databind.node.ObjectNode;

/// Writes measurements of operations in the unit system and with the rounding that a call requests.
final class OperationUnits {
  private static final double KILOGRAMS_PER_TONNE = 1_000;
  private static final double KILOMETRES_PER_HOUR = 3.6;
  private static final double MILES_PER_HOUR = 2.2369362921;
  private static final double CENTIMETRES_PER_INCH = 2.54;
  private static final int TOTAL_DECIMALS = 2;

  private final Uom uom;
  private final boolean rounded;

  private OperationUnits(Uom uom, boolean rounded) {
    this.uom = uom;
    this.rounded = rounded;
  }

  /// Without a header, metric units, as recorded.
  static OperationUnits of(Call call) {
    boolean english = call.requestsEnglishUnits();
    boolean rounded =
        call.now().switches().operationForms().rounding() == OperationForms.Rounding.ALWAYS
            || !call.request()
                .header("round-measurements")
                .orElse("true")
                .equalsIgnoreCase("false");
    return new OperationUnits(english ? Uom.ENGLISH : Uom.METRIC, rounded);
  }

  private boolean english() {
    return uom == Uom.ENGLISH;
  }

  ObjectNode area(double hectares, String representation) {
    return english()
        ? of(hectares * Uom.ACRES_PER_HECTARE, "ac", representation)
        : of(hectares, "ha", representation);
  }

  ObjectNode area(double hectares) {
    return area(hectares, "vrTaskArea");
  }

  ObjectNode yieldVolume(double bushels) {
    return english()
        ? of(bushels, "bu", "vrYieldVolume")
        : of(bushels * Uom.CUBIC_METRES_PER_BUSHEL, "m3", "vrYieldVolume");
  }

  ObjectNode averageYield(double bushels, double hectares) {
    String representation = "vrYieldVolumePerArea";
    double mean = mean(bushels, hectares);
    return english()
        ? of(mean / Uom.ACRES_PER_HECTARE, "bu1ac-1", representation)
        : of(mean * Uom.CUBIC_METRES_PER_BUSHEL, "[m3]1ha-1", representation);
  }

  ObjectNode mass(double kilograms, String representation) {
    return english()
        ? of(kilograms * Uom.POUNDS_PER_KILOGRAM, "lb", representation)
        : of(kilograms / KILOGRAMS_PER_TONNE, "t", representation);
  }

  ObjectNode averageMass(double kilograms, double hectares) {
    String representation = "vrYieldWetMassPerArea";
    double mean = mean(kilograms, hectares);
    return english()
        ? of(mean * Uom.POUNDS_PER_KILOGRAM / Uom.ACRES_PER_HECTARE, "lb1ac-1", representation)
        : of(mean / KILOGRAMS_PER_TONNE, "t1ha-1", representation);
  }

  ObjectNode moisture(double percent) {
    return of(percent, "prcnt", "vrHarvestMoisture");
  }

  ObjectNode speed(double metresPerSecond) {
    return english()
        ? of(metresPerSecond * MILES_PER_HOUR, "mi1hr-1", "vrVehicleSpeed")
        : of(metresPerSecond * KILOMETRES_PER_HOUR, "km1hr-1", "vrVehicleSpeed");
  }

  ObjectNode seeds(double seeds, String representation) {
    return of(rounded ? Math.round(seeds) : seeds, "seeds", representation);
  }

  ObjectNode averageSeeds(double seeds, double hectares, String representation) {
    double mean = mean(seeds, hectares);
    double its = english() ? mean / Uom.ACRES_PER_HECTARE : mean;
    return of(
        rounded ? Math.round(its) : its, english() ? "seeds1ac-1" : "seeds1ha-1", representation);
  }

  ObjectNode volume(double litres, String representation) {
    return english()
        ? of(litres * Uom.GALLONS_PER_LITRE, "gal", representation)
        : of(litres, "l", representation);
  }

  ObjectNode averageVolume(double litres, double hectares, String representation) {
    double mean = mean(litres, hectares);
    return english()
        ? of(mean * Uom.GALLONS_PER_LITRE / Uom.ACRES_PER_HECTARE, "gal1ac-1", representation)
        : of(mean, "l1ha-1", representation);
  }

  ObjectNode depth(double centimetres, String representation) {
    return english()
        ? of(centimetres / CENTIMETRES_PER_INCH, "in", representation)
        : of(centimetres, "cm", representation);
  }

  private static double mean(double sum, double hectares) {
    return hectares > 0 ? sum / hectares : 0;
  }

  private ObjectNode of(double value, String unit, String representation) {
    double scale = Math.pow(10, TOTAL_DECIMALS);
    return Json.object()
        .put("@type", "EventMeasurement")
        .put("value", rounded ? Math.round(value * scale) / scale : value)
        .put("unitId", unit)
        .put("variableRepresentation", representation);
  }
}
