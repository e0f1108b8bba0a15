package io.headland.server.api.machinefile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Component;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MachineFileDescription.Product;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.core.machinefile.summary.CropConversion;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Statistics;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operationsync.ProviderTotals;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.FieldOperationRecord.Total;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ResultSummaryViewTest {
  private static final JsonNode GEOMETRY =
      Json.MAPPER.readTree("{\"type\": \"MultiPolygon\", \"coordinates\": []}");

  private static OperationSummary summary(
      OperationType type,
      String crop,
      Map<PointProperty, MeasurementUnit> units,
      List<Product> products,
      Map<PointProperty, Statistics> statistics,
      Map<PointProperty, Amount> totals,
      String label) {
    MachineFileDescription description =
        new MachineFileDescription(
            type,
            "Original",
            crop,
            units,
            List.of(
                new Machinery(1, false, "8295", "Deere", "serial-1"),
                new Machinery(0, true, "16 row", "", "")),
            products,
            new OriginalPlace("Grower", "Farm", "North 40"));
    return new OperationSummary(
        description,
        10,
        Instant.parse("2017-10-27T08:56:52.124Z"),
        Instant.parse("2017-10-27T09:56:52Z"),
        20_000,
        statistics,
        totals,
        List.of(new OperationSummary.Part(label, 10, 20_000, statistics, totals)),
        List.of(),
        CropConversion.of(crop).orElse(null),
        GEOMETRY);
  }

  private static OperationSummary harvest() {
    return summary(
        OperationType.HARVESTED,
        "corn",
        Map.of(
            PointProperty.WET_MASS_PER_AREA,
            MeasurementUnit.POUND_PER_ACRE,
            PointProperty.HARVEST_MOISTURE,
            MeasurementUnit.PERCENT,
            PointProperty.DISTANCE,
            MeasurementUnit.FOOT),
        List.of(),
        Map.of(
            PointProperty.WET_MASS_PER_AREA,
            new Statistics(8_921.79, 1.0, 17_843.58),
            PointProperty.HARVEST_MOISTURE,
            new Statistics(16, 12.0, 20.0)),
        Map.of(
            PointProperty.WET_MASS,
            new Amount(44_092.452, MeasurementUnit.POUND),
            PointProperty.DRY_VOLUME,
            new Amount(770, MeasurementUnit.BUSHEL),
            PointProperty.PROVIDER_VOLUME_PER_AREA,
            new Amount(700, MeasurementUnit.BUSHEL),
            PointProperty.DISTANCE,
            new Amount(1_000, MeasurementUnit.FOOT)),
        "CORNVAR-001");
  }

  @Test
  void aHarvestHasTheUnitsOfItsFile() {
    JsonNode feature = view(harvest(), UnitSystem.DEFAULT);

    assertThat(feature)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"type": "Feature", "properties": {
                  "operationType": "harvested", "originalOperationType": "Original",
                  "startTime": "2017-10-27T08:56:52.124Z", "endTime": "2017-10-27T09:56:52Z",
                  "crop": ["corn"],
                  "machinery": [
                    {"name": "8295", "type": "machine", "serialNumber": "serial-1", "brand": "Deere"},
                    {"name": "16 row", "type": "implement"}],
                  "originalOperationData": {"originalOperationGrower": "Grower",
                    "originalOperationFarm": "Farm", "originalOperationField": "North 40",
                    "originalOperationType": "Original"},
                  "totalArea": {"value": 20000.0, "unit": "m2"},
                  "totalDistance": {"value": 1000.0, "unit": "ft"},
                  "wetMassPerArea": {"avg": 8921.79, "min": 1.0, "max": 17843.58, "unit": "lb/ac"},
                  "harvestMoisture": {"avg": 16.0, "min": 12.0, "max": 20.0, "unit": "percentage"},
                  "totalWetMass": {"value": 44092.452, "unit": "lb"},
                  "totalDryVolume": {"value": 770.0, "unit": "bu"},
                  "varieties": [{"name": "CORNVAR-001", "area": {"value": 20000.0, "unit": "m2"},
                    "harvestMoisture": {"avg": 16.0, "min": 12.0, "max": 20.0, "unit": "percentage"},
                    "wetMass": {"value": 44092.452, "unit": "lb"},
                    "dryVolume": {"value": 770.0, "unit": "bu"},
                    "wetMassPerArea": {"value": 8921.79, "unit": "lb/ac"}}]},
                 "geometry": {"type": "MultiPolygon", "coordinates": []}}
                """));
  }

  @Test
  void valuesAreConvertedToTheUnitsOfTheSystem() {
    JsonNode metric = view(harvest(), UnitSystem.METRIC).path("properties");

    assertThat(metric.at("/totalArea")).hasToString("{\"value\":2.0,\"unit\":\"ha\"}");
    assertThat(metric.at("/totalWetMass/value").doubleValue()).isCloseTo(20, within(1e-4));
    assertThat(metric.at("/totalWetMass/unit").asString()).isEqualTo("t");
    assertThat(metric.at("/wetMassPerArea/avg").doubleValue()).isCloseTo(10, within(1e-4));
    assertThat(metric.at("/totalDryVolume/unit").asString()).isEqualTo("m3");
    assertThat(view(harvest(), UnitSystem.IMPERIAL).at("/properties/totalArea/unit").asString())
        .isEqualTo("ac");
  }

  @Test
  void aVarietyHasItsRateAndTarget() {
    OperationSummary planted =
        summary(
            OperationType.PLANTED,
            "corn",
            Map.of(
                PointProperty.SEED_RATE,
                MeasurementUnit.SEEDS_PER_HECTARE,
                PointProperty.SEED_RATE_TARGET,
                MeasurementUnit.SEEDS_PER_HECTARE),
            List.of(),
            Map.of(
                PointProperty.SEED_RATE,
                new Statistics(80_000, 1.0, 90_000.0),
                PointProperty.SEED_RATE_TARGET,
                new Statistics(81_000, 81_000.0, 81_000.0)),
            Map.of(PointProperty.SEED_RATE, new Amount(160_000, MeasurementUnit.SEEDS)),
            "P1309");

    JsonNode properties = view(planted, UnitSystem.DEFAULT).path("properties");

    assertThat(properties.path("totalPlanted"))
        .hasToString("{\"value\":160000.0,\"unit\":\"seeds\"}");
    assertThat(properties.at("/varieties/0/rate"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"avg": 80000.0, "min": 1.0, "max": 90000.0, "unit": "seeds/ha", "avgTarget": 81000.0,
                 "minTarget": 81000.0, "maxTarget": 81000.0}
                """));
  }

  private static ObjectNode view(OperationSummary summary, UnitSystem system) {
    return view(summary, "{\"unitMeasurement\": \"%s\"}".formatted(system));
  }

  private static ObjectNode view(OperationSummary summary, String configuration) {
    return ResultSummaryView.of(
        summary, OperationConfiguration.of((ObjectNode) Json.MAPPER.readTree(configuration)));
  }

  private static OperationSummary application(List<Product> products) {
    return summary(
        OperationType.APPLIED,
        "",
        Map.of(PointProperty.APPLIED_RATE, MeasurementUnit.GALLON_PER_ACRE),
        products,
        Map.of(PointProperty.APPLIED_RATE, new Statistics(10, 1.0, 12.0)),
        Map.of(PointProperty.APPLIED_RATE, new Amount(49.4, MeasurementUnit.GALLON)),
        "MIX");
  }

  @Test
  void aTankMixHasItsComponentsAddedUpByName() {
    List<Product> mix =
        List.of(
            new Product(
                "MIX",
                true,
                List.of(
                    new Component("Water", true, 9.5, "gal1ac-1"),
                    new Component("Counter", false, 20, "floz1ac-1"),
                    new Component("Counter", false, 10, "floz1ac-1"),
                    new Component("AMS", false, 15, ""))));

    JsonNode properties = view(application(mix), UnitSystem.DEFAULT).path("properties");

    assertThat(properties.path("tankMix").asBoolean()).isTrue();
    JsonNode products = properties.path("products");
    assertThat(products)
        .extracting(each -> each.path("name").asString())
        .containsExactly("AMS", "Water", "Counter");
    assertThat(products.at("/1/type").asString()).isEqualTo("Carrier");
    assertThat(products.at("/1/totalApplied/value").doubleValue())
        .isCloseTo(9.5 * 20_000 / 4_046.8564224, within(1e-9));
    assertThat(products.at("/1/totalApplied/unit").asString()).isEqualTo("gal");
    assertThat(products.at("/2/rate")).hasToString("{\"value\":15.0,\"unit\":\"floz/ac\"}");
    assertThat(products.at("/0/rate")).hasToString("{\"value\":15.0}");
  }

  @Test
  void componentsAreSeparateEntriesIfTheyAreNotAddedUp() {
    List<Product> mix =
        List.of(
            new Product(
                "MIX",
                true,
                List.of(
                    new Component("Counter", false, 20, "floz1ac-1"),
                    new Component("Water", true, 9.5, "gal1ac-1"),
                    new Component("Counter", false, 10, "floz1ac-1"))));

    JsonNode products =
        view(application(mix), "{\"summarizeByProductEntry\": false}").at("/properties/products");

    assertThat(products)
        .extracting(
            each -> each.path("name").asString() + " " + each.at("/rate/value").doubleValue())
        .containsExactly("Counter 20.0", "Water 9.5", "Counter 10.0");
  }

  @Test
  void tillageHasItsTypes() {
    OperationSummary tillage =
        summary(
            OperationType.TILLAGE,
            "",
            Map.of(PointProperty.TILLAGE_DEPTH_ACTUAL, MeasurementUnit.INCH),
            List.of(),
            Map.of(PointProperty.TILLAGE_DEPTH_ACTUAL, new Statistics(8, 6.0, 9.0)),
            Map.of(),
            "Chisel");

    JsonNode properties = view(tillage, "{}").path("properties");

    assertThat(properties.path("tillType")).hasToString("[\"Chisel\"]");
    assertThat(properties.has("varieties")).isFalse();
    assertThat(view(harvest(), "{}").path("properties").has("tillType")).isFalse();
  }

  @Test
  void ratesOfDifferentDimensionsAreSeparateProducts() {
    List<Product> mix =
        List.of(
            new Product(
                "MIX",
                true,
                List.of(
                    new Component("Counter", false, 20, "floz1ac-1"),
                    new Component("Counter", false, 2, "lb1ac-1"),
                    new Component("Counter", false, 10, "floz1ac-1"))));

    JsonNode products = view(application(mix), UnitSystem.DEFAULT).at("/properties/products");

    assertThat(products)
        .extracting(each -> each.path("rate").toString())
        .containsExactly(
            "{\"value\":15.0,\"unit\":\"floz/ac\"}", "{\"value\":2.0,\"unit\":\"lb/ac\"}");
  }

  @Test
  void aSingleProductHasTheMeasuredRate() {
    JsonNode product = view(application(List.of()), UnitSystem.METRIC).at("/properties/products/0");

    assertThat(product.path("name").asString()).isEqualTo("MIX");
    assertThat(product.at("/rate/value").doubleValue()).isCloseTo(93.540, within(0.001));
    assertThat(product.at("/rate/unit").asString()).isEqualTo("L/ha");
    assertThat(product.at("/totalApplied/unit").asString()).isEqualTo("L");
  }

  @Test
  void theVolumeIsComparedWithTheProviders() {
    ReconciliationView view =
        ReconciliationView.of(harvest(), Map.of(), 0, UnitSystem.DEFAULT).orElseThrow();

    assertThat(requireNonNull(view.differencePercent())).isCloseTo(10, within(1e-9));
    assertThat(view.provider()).isEqualTo(new ReconciliationView.QuantityView(700, "bu"));
    assertThat(view.conversion()).isEqualTo(CropConversion.of("corn").orElseThrow());
    assertThat(ReconciliationView.of(application(List.of()), Map.of(), 0, UnitSystem.DEFAULT))
        .isEmpty();
  }

  @Test
  void theSumsOverThePointsAreComparedWithTheTotalsOfTheProvider() {
    Map<PointProperty, Amount> provider =
        ProviderTotals.of(
            OperationType.HARVESTED,
            List.of(
                List.of(
                    new Total("area", 1.5, "ha"),
                    new Total("wetMass", 10, "t"),
                    new Total("averageMoisture", 15, "prcnt"),
                    new Total("yield", 700, "bu")),
                List.of(
                    new Total("area", 1, "ha"),
                    new Total("wetMass", 30_000, "kg"),
                    new Total("averageMoisture", 19, "prcnt"),
                    new Total("yield", 5, "t"))));

    ReconciliationView view =
        ReconciliationView.of(harvest(), provider, 1, UnitSystem.METRIC).orElseThrow();

    assertThat(view.filesWithoutTotals()).isEqualTo(1);
    assertThat(view.totals())
        .extracting(ReconciliationView.TotalView::name)
        .containsExactly("totalArea", "harvestMoisture", "totalWetMass");
    assertThat(view.totals().getFirst())
        .isEqualTo(
            new ReconciliationView.TotalView(
                "totalArea",
                new ReconciliationView.QuantityView(2, "ha"),
                new ReconciliationView.QuantityView(2.5, "ha"),
                -20.0));
    assertThat(view.totals().get(1).provider())
        .isEqualTo(new ReconciliationView.QuantityView(18, "percentage"));
    assertThat(requireNonNull(view.totals().get(2).differencePercent()))
        .isCloseTo(-50, within(1e-6));
  }

  @Test
  void unitsAreNamedByProperty() {
    assertThat(UnitsView.of(harvest().description(), UnitSystem.METRIC))
        .isEqualTo(
            Map.of(
                "area",
                "ha",
                "distance",
                "m",
                "harvestMoisture",
                "percentage",
                "wetMassPerArea",
                "t/ha"));
  }
}
