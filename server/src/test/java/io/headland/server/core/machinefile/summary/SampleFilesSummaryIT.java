package io.headland.server.core.machinefile.summary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import io.headland.server.core.machinefile.point.CleanupRules;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.PointFilterCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exports that John Deere published, with the totals that its API states for the same operation.
/// The files are not part of this repository: without them there is no result.
class SampleFilesSummaryIT {
  private static final Path EXPORTS = Path.of("../../shared/data/deere-exports");

  @TempDir private Path folder;
  private PointEngine engine;

  @BeforeEach
  void open() {
    assumeTrue(Files.isDirectory(EXPORTS), "the sample files are not present");
    engine = PointEngine.open(folder.resolve("temporary"), 128);
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  private record Result(OperationSummary summary, PointFilterCounts rejected) {
    double total(PointProperty property, MeasurementUnit unit) {
      Amount total = requireNonNull(summary.totals().get(property));
      return total.unit().convert(total.value(), unit);
    }
  }

  private Result summarize(String name) throws Exception {
    try (MachineFileArchive archive = MachineFileArchive.open(EXPORTS.resolve(name), folder)) {
      MachineFile file = archive.files().getFirst();
      HarvestValues harvest = HarvestValues.of(file.describe());
      Path points = folder.resolve("points.parquet");
      Path standard = folder.resolve("standard.parquet");
      engine.write(harvest.derive(file.points()), points);
      PointFilterCounts rejected =
          engine.filter(
              points, CleanupRules.standard(harvest.description()).conditions(), standard);
      return new Result(
          new Summarizer(engine).summarize(standard, harvest.description()), rejected);
    }
  }

  /// The area of the export with a record per second is 0.29 % larger: a second in which the
  /// harvest starts or ends counts with its entire distance, as the export states it (14 records).
  @ParameterizedTest
  @CsvSource({
    "harvest-point-eachsensor.zip, 0.001, 30",
    "harvest-point-onehertz.zip, 0.003, 268",
    "harvest-polygon-onehertz.zip, 0.003, 1"
  })
  void theHarvestHasTheTotalsOfJohnDeere(String file, double tolerance, long rejected)
      throws Exception {
    Result result = summarize(file);

    assertThat(result.summary().area() / 10_000).isCloseTo(3.8102, within(3.8102 * tolerance));
    assertThat(result.total(PointProperty.PROVIDER_VOLUME_PER_AREA, MeasurementUnit.CUBIC_METRE))
        .isCloseTo(49.675, within(49.675 * tolerance));
    assertThat(result.total(PointProperty.WET_MASS, MeasurementUnit.TONNE))
        .isCloseTo(36.671, within(36.671 * tolerance));
    assertThat(
            requireNonNull(result.summary().statistics().get(PointProperty.HARVEST_MOISTURE)).avg())
        .isCloseTo(16.96, within(0.01));
    assertThat(result.rejected().total() - result.rejected().kept()).isEqualTo(rejected);
    // Our dry volume is by the same density and standard moisture, with fewer digits.
    assertThat(result.total(PointProperty.DRY_VOLUME, MeasurementUnit.CUBIC_METRE))
        .isCloseTo(49.675, within(49.675 * (tolerance + 0.0005)));
  }

  @ParameterizedTest
  @CsvSource({"application-point-eachsensor.zip", "application-point-onehertz.zip"})
  void theApplicationHasTheSameTotalsInBothForms(String file) throws Exception {
    Result result = summarize(file);

    assertThat(result.summary().area() / 10_000).isCloseTo(19.273, within(0.02));
    assertThat(result.total(PointProperty.APPLIED_RATE, MeasurementUnit.GALLON))
        .isCloseTo(476.3, within(0.5));
  }

  @Test
  void theVarietiesOfThePlantingHaveTheirAreas() throws Exception {
    OperationSummary planting = summarize("planting-point-onehertz.zip").summary();

    assertThat(planting.parts()).hasSize(2);
    assertThat(planting.parts())
        .allSatisfy(part -> assertThat(part.area() / 10_000).isCloseTo(10.406, within(0.01)));
  }

  /// The way of the machine is the same in each form: the area divided by the working width.
  @ParameterizedTest
  @CsvSource({
    "harvest-point-eachsensor.zip, 13671",
    "harvest-point-onehertz.zip, 13710",
    "harvest-polygon-onehertz.zip, 13683",
    "application-point-eachsensor.zip, 17109",
    "application-point-onehertz.zip, 17117",
    "planting-point-onehertz.zip, 37337",
    "web-export-seeding.zip, 27175",
    "web-export-harvest.zip, 36470"
  })
  void theDistanceIsThatOfTheMachineWhateverItsSections(String file, double feet) throws Exception {
    Amount distance =
        requireNonNull(summarize(file).summary().totals().get(PointProperty.DISTANCE));

    assertThat(distance.unit().convert(distance.value(), MeasurementUnit.FOOT))
        .isCloseTo(feet, within(0.01 * feet));
  }

  /// Leaf's documentation shows the summaries of the same two operations.
  @Test
  void theSummariesHaveTheValuesThatLeafPublished() throws Exception {
    OperationSummary planting = summarize("web-export-seeding.zip").summary();
    Result harvest = summarize("web-export-harvest.zip");

    assertThat(planting.area()).isCloseTo(100_986.63117, within(1e-4));
    assertThat(requireNonNull(planting.statistics().get(PointProperty.ELEVATION)).avg())
        .isCloseTo(772.19489503, within(1e-6));
    assertThat(requireNonNull(planting.statistics().get(PointProperty.SEED_RATE)).avg())
        .isCloseTo(138_845.7555, within(1.0));
    assertThat(harvest.total(PointProperty.WET_MASS, MeasurementUnit.POUND))
        .isCloseTo(116_805.33944, within(0.001));
    assertThat(harvest.total(PointProperty.WET_VOLUME, MeasurementUnit.BUSHEL))
        .isCloseTo(1_946.755657, within(1e-5));
    assertThat(harvest.summary().startTime()).isEqualTo("2016-09-19T16:45:51.002Z");
    assertThat(harvest.summary().endTime()).isEqualTo("2016-09-19T19:50:25.991Z");
  }

  @ParameterizedTest
  @CsvSource({"web-export-seeding.zip", "web-export-harvest.zip"})
  void theCoveredAreaIsThatOfThePoints(String file) throws Exception {
    OperationSummary summary = summarize(file).summary();

    double covered =
        StoredGeometry.read(summary.geometry().toString()).getArea()
            * 111_195
            * 111_195
            * Math.cos(Math.toRadians(summary.geometry().at("/coordinates/0/0/0/1").asDouble()));
    assertThat(covered).isBetween(summary.area() * 0.8, summary.area() * 1.2);
  }
}
