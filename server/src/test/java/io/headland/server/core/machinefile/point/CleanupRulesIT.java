package io.headland.server.core.machinefile.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.platform.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupRulesIT {
  @TempDir private Path folder;
  private PointEngine engine;
  private final List<Map<PointProperty, Double>> points = new ArrayList<>();

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), 128);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static MachineFileDescription description(OperationType type, String crop) {
    return new MachineFileDescription(
        type,
        "",
        crop,
        Map.of(PointProperty.SPEED, MeasurementUnit.MILE_PER_HOUR),
        List.of(),
        List.of(),
        MachineFileDescription.OriginalPlace.UNKNOWN);
  }

  private PointSource source() {
    return new PointSource() {
      private int next;

      @Override
      public boolean next(PointRow row) {
        if (next == points.size()) {
          return false;
        }
        row.clear();
        row.moveTo(-93.5, 41.6);
        row.setLabel(next % 2 == 0 ? "A" : "B");
        points.get(next++).forEach(row::set);
        return true;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  private PointFilterCounts apply(PointFilter filter) throws Exception {
    Path file = folder.resolve("points.parquet");
    engine.write(source(), file);
    return engine.filter(file, filter, folder.resolve("kept.parquet"));
  }

  private PointFilterCounts apply(CleanupRules rules) throws Exception {
    return apply(PointFilter.of(rules.conditions()));
  }

  private void add(PointProperty property, double... values) {
    for (double value : values) {
      points.add(Map.of(property, value));
    }
  }

  @Test
  void leafsRulesRejectTheValuesThatAreNoMeasurements() throws Exception {
    add(PointProperty.WET_MASS, 0, 1);
    add(PointProperty.WET_VOLUME_PER_AREA, -1, 1);
    add(PointProperty.HARVEST_MOISTURE, 0, 15, 100);

    PointFilterCounts result =
        apply(CleanupRules.standard(description(OperationType.HARVESTED, "corn")));

    assertThat(result.rejected())
        .isEqualTo(Map.of("wetMass", 1L, "wetVolumePerArea", 1L, "harvestMoisture", 2L));
    assertThat(result.kept()).isEqualTo(3);
  }

  @Test
  void aTillageDepthOfZeroIsKept() throws Exception {
    add(PointProperty.TILLAGE_DEPTH_ACTUAL, -1, 0, 1);

    PointFilterCounts result = apply(CleanupRules.standard(description(OperationType.TILLAGE, "")));

    assertThat(result.rejected()).isEqualTo(Map.of("tillageDepthActual", 1L));
  }

  @Test
  void pointsOfAnUnknownCropAreRejected() throws Exception {
    add(PointProperty.WET_MASS, 1, 1);

    assertThat(
            apply(CleanupRules.standard(description(OperationType.HARVESTED, "Unknown")))
                .rejected())
        .isEqualTo(Map.of("crop", 2L));
    assertThat(apply(CleanupRules.standard(description(OperationType.HARVESTED, ""))).kept())
        .isEqualTo(2);
  }

  @Test
  void theRulesOfTheConfigurationReplaceLeafs() throws Exception {
    add(PointProperty.SEED_RATE, 0, 80_000, 90_000, 200_000);
    CleanupRules rules =
        CleanupRules.parse(
            Json.MAPPER.readTree(
                """
                {"seedRate": [{"operator": "GTE", "value": 0}, {"operator": "LT", "value": 100000}],
                 "variety": {"operator": "EQ", "value": "a"}}
                """),
            description(OperationType.PLANTED, "corn"));

    assertThat(rules.ignored()).isEmpty();
    assertThat(apply(rules).rejected()).isEqualTo(Map.of("variety", 1L, "seedRate", 1L));
  }

  @Test
  void invalidRulesAreIgnoredWithAReason() {
    CleanupRules rules =
        CleanupRules.parse(
            Json.MAPPER.readTree(
                """
                {"seedRate": [{"operator": "EQ", "value": 1}, {"value": 2}, 3],
                 "recordingStatus": [{"operator": "EQ", "value": "On"}],
                 "appliedRate": {"operator": "GT", "value": "'; drop table points"},
                 "products": [{"operator": "GTE", "value": 0}]}
                """),
            description(OperationType.APPLIED, ""));

    assertThat(rules.ignored())
        .containsExactly(
            "The rule {\"operator\":\"EQ\",\"value\":1} of seedRate has no valid operator and"
                + " value.",
            "The rule {\"value\":2} of seedRate has no valid operator and value.",
            "The rule 3 of seedRate has no valid operator and value.",
            "Points of type applied have no property recordingStatus.",
            "The rule {\"operator\":\"GT\",\"value\":\"'; drop table points\"} of appliedRate has"
                + " no valid operator and value.");
    assertThat(rules.conditions())
        .containsExactly(new PointRule(PointProperty.APPLIED_RATE, PointRule.Comparison.GTE, 0));
    assertThat(
            CleanupRules.parse(Json.MAPPER.readTree("[]"), description(OperationType.APPLIED, ""))
                .ignored())
        .containsExactly("cleanupRules is not an object.");
  }

  @Test
  void slowPointsAreRejectedInTheUnitOfTheFile() throws Exception {
    // 0.5 m/s are 1.118 mi/hr.
    add(PointProperty.SPEED, 1.11, 1.12, 4);

    PointFilterCounts result =
        apply(PointFilter.filtered(description(OperationType.PLANTED, "corn"), true, 3));

    assertThat(result.rejected()).isEqualTo(Map.of("speed", 1L));
  }

  @Test
  void equalYieldsAreNotOutliers() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      add(PointProperty.WET_MASS_PER_AREA, 0.1);
    }

    assertThat(
            apply(PointFilter.filtered(description(OperationType.HARVESTED, "corn"), true, 3))
                .rejected())
        .isEmpty();
  }

  @Test
  void yieldsFarFromTheMeanAreOutliers() throws Exception {
    for (int i = 0; i < 50; i++) {
      add(PointProperty.WET_MASS_PER_AREA, 10, 12);
    }
    add(PointProperty.WET_MASS_PER_AREA, 500);
    MachineFileDescription harvest = description(OperationType.HARVESTED, "corn");

    assertThat(apply(PointFilter.filtered(harvest, true, 3)).rejected())
        .isEqualTo(Map.of("outlier", 1L));
    assertThat(apply(PointFilter.filtered(harvest, false, 3)).rejected()).isEmpty();
    assertThat(
            apply(PointFilter.filtered(description(OperationType.APPLIED, ""), true, 3)).rejected())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e308, Double.POSITIVE_INFINITY})
  void aVeryLargeLimitRejectsNoOutliers(double limit) throws Exception {
    add(PointProperty.WET_MASS_PER_AREA, 1, 2, 1e29);

    assertThat(
            apply(PointFilter.filtered(description(OperationType.HARVESTED, "corn"), true, limit))
                .rejected())
        .isEmpty();
  }
}
