package io.headland.server.core.machinefile.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class OperationSummaryTest {
  private static final PointProperty DEPTH = PointProperty.TILLAGE_DEPTH_ACTUAL;
  private static final Instant START = Instant.parse("2026-04-01T08:00:00Z");

  private static OperationSummary tillage() {
    MachineFileDescription description =
        new MachineFileDescription(
            OperationType.TILLAGE,
            "Tillage",
            "",
            Map.of(DEPTH, MeasurementUnit.CENTIMETRE),
            List.of(),
            List.of(),
            MachineFileDescription.OriginalPlace.UNKNOWN);
    return OperationSummary.withoutPoints(
        description, START, START.plusSeconds(3_600), 10_000, Map.of(DEPTH, Statistics.ofMean(18)));
  }

  /// A summary with a minimum and a maximum that equal the mean, as they were stored before.
  private static String stored(int points) {
    ObjectNode json = (ObjectNode) Json.MAPPER.valueToTree(tillage());
    json.put("points", points);
    json.withObject("/statistics/" + DEPTH).put("min", 18).put("max", 18);
    return json.toString();
  }

  @Test
  void aStoredSummaryWithoutPointsIsReadWithoutMinimumAndMaximum() {
    assertThat(Json.MAPPER.readValue(stored(0), OperationSummary.class)).isEqualTo(tillage());
  }

  @ParameterizedTest
  @CsvSource({"0, ,", "1, 18.0, 18.0"})
  void theValuesOfOnePointAreItsMinimumAndMaximum(int points, Double min, Double max) {
    OperationSummary summary = Json.MAPPER.readValue(stored(points), OperationSummary.class);

    assertThat(summary.statistics()).containsEntry(DEPTH, new Statistics(18, min, max));
  }
}
