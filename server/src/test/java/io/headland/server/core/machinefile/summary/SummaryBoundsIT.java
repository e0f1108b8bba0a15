package io.headland.server.core.machinefile.summary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.platform.json.Json;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Summaries of files that are no plausible work of a machine.
class SummaryBoundsIT {
  private static final MachineFileDescription DESCRIPTION =
      FieldWork.description(
          OperationType.PLANTED,
          "corn",
          Map.of(PointProperty.SEED_RATE, MeasurementUnit.SEEDS_PER_HECTARE));

  @TempDir private Path folder;
  private PointEngine engine;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), 128);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private OperationSummary summary(int points, ObjIntConsumer<PointRow> values) throws Exception {
    Path file = folder.resolve("points.parquet");
    engine.write(source(points, values), file);
    return new Summarizer(engine).summarize(file, DESCRIPTION);
  }

  /// Points at one place, a second after each other.
  private static PointSource source(int points, ObjIntConsumer<PointRow> values) {
    return new PointSource() {
      private int next;

      @Override
      public boolean next(PointRow row) {
        row.clear();
        row.moveTo(FieldWork.LONGITUDE, FieldWork.LATITUDE);
        row.recordedAt(FieldWork.START + next * 1_000L);
        row.set(PointProperty.AREA, 10);
        row.set(PointProperty.SEED_RATE, 80_000);
        values.accept(row, next);
        return next++ < points;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @Test
  void theAreaOfPointsThatAreScatteredOverTheWorldIsComputedWithFewCells() throws Exception {
    Random random = new Random(1);
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();

    OperationSummary summary =
        summary(
            10_000,
            (row, _) -> row.moveTo(random.nextDouble(-180, 180), random.nextDouble(-80, 80)));

    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
        .isLessThan(Duration.ofSeconds(20));
    assertThat(StoredGeometry.read(summary.geometry().toString()).getNumPoints())
        .isBetween(5, 5_000);
  }

  @Test
  void thePartsOfManyLabelsAddUp() throws Exception {
    OperationSummary summary =
        summary(200_000, (row, i) -> row.setLabel(i < 1_000 ? "many" : "label's " + i));

    assertThat(summary.parts()).hasSize(1_000);
    assertThat(summary.parts().stream().mapToLong(OperationSummary.Part::points).sum())
        .isEqualTo(200_000);
    assertThat(summary.parts().getFirst().name()).isEmpty();
    assertThat(summary.parts().getLast().name()).isEqualTo("many");
    assertThat(summary.parts().getLast().points()).isEqualTo(1_000);
  }

  @Test
  void theNumberOfSessionsIsLimited() throws Exception {
    OperationSummary summary =
        summary(5_000, (row, i) -> row.recordedAt(FieldWork.START + i * 7_200_000L));

    assertThat(summary.sessions()).hasSize(1_000);
    assertThat(requireNonNull(summary.startTime()).toEpochMilli()).isEqualTo(FieldWork.START);
  }

  @Test
  void valuesThatCannotBeMeasuredAreUnknown() throws Exception {
    double[] impossible = {
      1e308, -1e308, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };
    OperationSummary summary =
        summary(
            10,
            (row, i) -> {
              if (i < impossible.length) {
                row.set(PointProperty.SEED_RATE, impossible[i]);
                row.set(PointProperty.ELEVATION, impossible[i]);
              }
            });

    assertThat(summary.statistics().get(PointProperty.SEED_RATE))
        .isEqualTo(new Statistics(80_000, 80_000.0, 80_000.0));
    assertThat(summary.statistics()).doesNotContainKey(PointProperty.ELEVATION);
    assertThat(Json.MAPPER.writeValueAsString(summary)).doesNotContain("Infinity", "NaN");
  }
}
