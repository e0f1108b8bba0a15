package io.headland.server.core.machinefile.summary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.platform.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.MultiPolygon;

class SummarizerIT {
  private static final Map<PointProperty, MeasurementUnit> METRIC =
      Map.of(
          PointProperty.DISTANCE,
          MeasurementUnit.METRE,
          PointProperty.EQUIPMENT_WIDTH,
          MeasurementUnit.METRE,
          PointProperty.WET_MASS_PER_AREA,
          MeasurementUnit.TONNE_PER_HECTARE,
          PointProperty.PROVIDER_VOLUME_PER_AREA,
          MeasurementUnit.CUBIC_METRE_PER_HECTARE,
          PointProperty.SEED_RATE,
          MeasurementUnit.SEEDS_PER_HECTARE,
          PointProperty.APPLIED_RATE,
          MeasurementUnit.LITRE_PER_HECTARE);

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

  private OperationSummary summary(OperationType type, int sections, Consumer<PointRow> values)
      throws Exception {
    return summary(type, FieldWork.rows(10, sections, values));
  }

  private OperationSummary summary(OperationType type, List<PointRow> rows) throws Exception {
    HarvestValues harvest = HarvestValues.of(FieldWork.description(type, "corn", METRIC));
    Path file = folder.resolve("points.parquet");
    engine.write(harvest.derive(FieldWork.source(rows)), file);
    return new Summarizer(engine).summarize(file, harvest.description());
  }

  private static void harvest(PointRow row) {
    boolean isNorth = row.latitude() > FieldWork.LATITUDE + 0.00044;
    row.set(PointProperty.WET_MASS_PER_AREA, isNorth ? 12 : 6);
    row.set(PointProperty.HARVEST_MOISTURE, isNorth ? 20 : 14);
    row.setLabel(isNorth ? "NORTH" : "SOUTH");
  }

  @Test
  void theTotalsOfAHarvestAreThoseOfItsPoints() throws Exception {
    OperationSummary summary = summary(OperationType.HARVESTED, 1, SummarizerIT::harvest);

    assertThat(summary.points()).isEqualTo(500);
    assertThat(summary.area()).isCloseTo(10_000, within(1e-6));
    assertThat(summary.startTime()).isEqualTo(Instant.ofEpochMilli(FieldWork.START));
    assertThat(summary.endTime())
        .isEqualTo(Instant.ofEpochMilli(FieldWork.START).plus(Duration.ofSeconds(499)));
    assertTotal(summary, PointProperty.WET_MASS, 9, MeasurementUnit.TONNE);
    assertTotal(summary, PointProperty.DRY_MASS, 3 + 6 * 80.0 / 85, MeasurementUnit.TONNE);
    assertTotal(
        summary,
        PointProperty.WET_VOLUME,
        9_000 / (56 * 0.45359237 / 0.03523907016688),
        MeasurementUnit.CUBIC_METRE);
    assertTotal(summary, PointProperty.DISTANCE, 1_000, MeasurementUnit.METRE);
  }

  @Test
  void theMoistureIsWeightedByMassAndYieldsByArea() throws Exception {
    OperationSummary summary = summary(OperationType.HARVESTED, 1, SummarizerIT::harvest);

    assertThat(requireNonNull(summary.statistics().get(PointProperty.HARVEST_MOISTURE)).avg())
        .isCloseTo(18, within(1e-9));
    assertThat(summary.statistics().get(PointProperty.WET_MASS_PER_AREA))
        .isEqualTo(new Statistics(9, 6.0, 12.0));
  }

  @Test
  void eachVarietyHasItsOwnTotals() throws Exception {
    OperationSummary summary = summary(OperationType.HARVESTED, 1, SummarizerIT::harvest);

    assertThat(summary.parts())
        .extracting(OperationSummary.Part::name)
        .containsExactly("NORTH", "SOUTH");
    OperationSummary.Part north = summary.parts().getFirst();
    assertThat(north.area()).isCloseTo(5_000, within(1e-6));
    assertThat(requireNonNull(north.totals().get(PointProperty.WET_MASS)).value())
        .isCloseTo(6, within(1e-9));
  }

  @Test
  void theDistanceOfAMachineIsCountedOnceForAllSections() throws Exception {
    OperationSummary summary =
        summary(OperationType.PLANTED, 4, row -> row.set(PointProperty.SEED_RATE, 80_000));

    assertTotal(summary, PointProperty.DISTANCE, 1_000, MeasurementUnit.METRE);
    assertTotal(summary, PointProperty.SEED_RATE, 80_000, MeasurementUnit.SEEDS);
    assertThat(summary.area()).isCloseTo(10_000, within(1e-6));
  }

  /// Sections of John Deere can have other numbers after a pause, and a sensor that is on for
  /// moments has a number of its own.
  @Test
  void sectionsWithOtherNumbersAfterAPauseDoNotReduceTheDistance() throws Exception {
    long evening = FieldWork.START + Duration.ofHours(8).toMillis();
    List<PointRow> rows = FieldWork.rows(10, 4, row -> row.set(PointProperty.SEED_RATE, 80_000));
    List<PointRow> later =
        FieldWork.rows(
            10,
            4,
            row -> {
              row.set(PointProperty.SEED_RATE, 80_000);
              row.recordedAt(row.epochMillis() - FieldWork.START + evening);
              row.setSection(row.section() + 100);
            });
    PointRow moment = later.getFirst();
    moment.setSection(999);
    List<PointRow> all = new ArrayList<>(rows);
    all.addAll(later);

    Amount distance =
        requireNonNull(summary(OperationType.PLANTED, all).totals().get(PointProperty.DISTANCE));

    assertThat(distance.value()).isCloseTo(2_000, within(2.0));
  }

  @Test
  void theTotalOfAnApplicationIsTheRateOnTheArea() throws Exception {
    OperationSummary summary =
        summary(OperationType.APPLIED, 2, row -> row.set(PointProperty.APPLIED_RATE, 95));

    assertTotal(summary, PointProperty.APPLIED_RATE, 95, MeasurementUnit.LITRE);
  }

  @Test
  void theProvidersYieldIsAddedUpBesideOurs() throws Exception {
    OperationSummary summary =
        summary(
            OperationType.HARVESTED, 1, row -> row.set(PointProperty.PROVIDER_VOLUME_PER_AREA, 12));

    assertTotal(summary, PointProperty.PROVIDER_VOLUME_PER_AREA, 12, MeasurementUnit.CUBIC_METRE);
  }

  @Test
  void theGeometryIsTheAreaThatThePointsCover() throws Exception {
    OperationSummary summary = summary(OperationType.HARVESTED, 1, SummarizerIT::harvest);

    MultiPolygon covered = StoredGeometry.read(summary.geometry().toString());
    assertThat(covered.isValid()).isTrue();
    assertThat(covered.getNumGeometries()).isEqualTo(1);
    double squareMetres =
        covered.getArea() * 111_195 * 111_195 * Math.cos(Math.toRadians(FieldWork.LATITUDE));
    assertThat(squareMetres).isBetween(9_000.0, 12_500.0);
  }

  @Test
  void aSessionEndsWithAPauseOfMoreThanAnHour() throws Exception {
    List<PointRow> rows = FieldWork.rows(10, 1, SummarizerIT::harvest);
    rows.subList(300, 500).forEach(row -> row.recordedAt(row.epochMillis() + 7_200_000));
    rows.subList(400, 500).forEach(row -> row.setMachine(2));

    List<OperationSummary.Session> sessions = summary(OperationType.HARVESTED, rows).sessions();

    Instant start = Instant.ofEpochMilli(FieldWork.START);
    assertThat(sessions)
        .isEqualTo(
            List.of(
                new OperationSummary.Session(1, start, start.plusSeconds(299), 6_000),
                new OperationSummary.Session(
                    1, start.plusSeconds(7_500), start.plusSeconds(7_599), 2_000),
                new OperationSummary.Session(
                    2, start.plusSeconds(7_600), start.plusSeconds(7_699), 2_000)));
  }

  @Test
  void noPointsAreAnEmptySummary() throws Exception {
    OperationSummary summary = summary(OperationType.HARVESTED, List.of());

    assertThat(summary.points()).isZero();
    assertThat(summary.startTime()).isNull();
    assertThat(summary.geometry()).isEqualTo(CoveredArea.NONE);
    assertThat(summary.totals()).isEmpty();
  }

  @Test
  void aSummaryIsStoredAsJson() throws Exception {
    OperationSummary summary = summary(OperationType.HARVESTED, 1, SummarizerIT::harvest);

    String json = Json.MAPPER.writeValueAsString(summary);

    assertThat(Json.MAPPER.readValue(json, OperationSummary.class)).isEqualTo(summary);
    MachineFileDescription description = summary.description();
    assertThat(
            Json.MAPPER.readValue(
                Json.MAPPER.writeValueAsString(description), MachineFileDescription.class))
        .isEqualTo(description);
  }

  private static void assertTotal(
      OperationSummary summary, PointProperty property, double value, MeasurementUnit unit) {
    Amount total = requireNonNull(summary.totals().get(property));
    assertThat(total.unit()).isEqualTo(unit);
    assertThat(total.value()).isCloseTo(value, within(Math.abs(value) * 1e-9));
  }
}
