package io.headland.server.core.machinefile.johndeere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exports that John Deere published (JohnDeere/SampleData), with the totals that its API states
/// for the same operation. The files are not part of this repository: without them there is no
/// result.
class JohnDeereSampleFilesTest {
  private static final Path FOLDER = Path.of("../../shared/data/deere-exports");

  private static final MachineFileDescription.Product TANK_MIX =
      new MachineFileDescription.Product(
          "Tank Mix",
          true,
          List.of(
              new MachineFileDescription.Component("AMS", false, 15, "floz1ac-1"),
              new MachineFileDescription.Component("Counter", false, 20, "floz1ac-1"),
              new MachineFileDescription.Component("Water", true, 9.727, "gal1ac-1")));

  @TempDir private Path workFolder;

  @BeforeEach
  void requireFiles() {
    assumeTrue(Files.isDirectory(FOLDER), "the sample files are not present");
  }

  private MachineFileArchive open(String file) throws Exception {
    return MachineFileArchive.open(FOLDER.resolve(file), workFolder);
  }

  private static final class Sums {
    private long points;
    private double areaHa;
    private double volume;
    private double massTonnes;
    private double moistureByMass;

    void add(PointRow row) {
      points++;
      double yield = row.get(PointProperty.PROVIDER_VOLUME_PER_AREA);
      if (yield > 0) {
        double area = row.get(PointProperty.AREA);
        double mass =
            MeasurementUnit.POUND_PER_ACRE.convert(
                    row.get(PointProperty.WET_MASS_PER_AREA), MeasurementUnit.TONNE_PER_HECTARE)
                * area
                / 10_000;
        areaHa += area / 10_000;
        volume +=
            MeasurementUnit.BUSHEL_PER_ACRE.convert(yield, MeasurementUnit.CUBIC_METRE_PER_HECTARE)
                * area
                / 10_000;
        massTonnes += mass;
        moistureByMass += row.get(PointProperty.HARVEST_MOISTURE) * mass;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "harvest-point-eachsensor.zip",
        "harvest-point-onehertz.zip",
        "harvest-polygon-onehertz.zip"
      })
  void theHarvestHasTheTotalsOfJohnDeere(String file) throws Exception {
    Sums sums = new Sums();
    try (MachineFileArchive archive = open(file)) {
      MachineFile layer = archive.files().getFirst();
      assertThat(layer.describe().type()).isEqualTo(OperationType.HARVESTED);
      assertThat(layer.describe().crop()).isEqualTo("corn");
      PointSources.read(layer.points(), sums::add);
    }

    // In the exports with one record per second, the first record of a pass includes the way to it.
    double tolerance = file.contains("eachsensor") ? 0.001 : 0.003;
    assertThat(sums.areaHa).isCloseTo(3.81, within(3.81 * tolerance));
    assertThat(sums.volume).isCloseTo(49.7, within(49.7 * tolerance));
    assertThat(sums.massTonnes).isCloseTo(36.67, within(36.67 * tolerance));
    assertThat(sums.moistureByMass / sums.massTonnes).isCloseTo(16.93, within(0.04));
  }

  @Test
  void theApplicationHasTheSameTotalsInBothForms() throws Exception {
    for (String file :
        new String[] {"application-point-eachsensor.zip", "application-point-onehertz.zip"}) {
      double[] sums = new double[2];
      try (MachineFileArchive archive = open(file)) {
        assertThat(archive.files().getFirst().describe().products()).containsExactly(TANK_MIX);
        PointSources.read(
            archive.files().getFirst().points(),
            row -> {
              double area = row.get(PointProperty.AREA);
              if (row.get(PointProperty.APPLIED_RATE) > 0) {
                sums[0] += area / 10_000;
                sums[1] +=
                    MeasurementUnit.GALLON_PER_ACRE.convert(
                            row.get(PointProperty.APPLIED_RATE), MeasurementUnit.LITRE_PER_HECTARE)
                        * area
                        / 10_000;
              }
            });
      }
      double gallons = MeasurementUnit.LITRE.convert(sums[1], MeasurementUnit.GALLON);
      assertThat(sums[0]).isCloseTo(19.27, within(0.02));
      assertThat(gallons).isCloseTo(476, within(0.5));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"planting-point-onehertz.zip", "web-export-seeding.zip", "web-export-harvest.zip"})
  void otherExportsAreRead(String file) throws Exception {
    Sums sums = new Sums();
    try (MachineFileArchive archive = open(file)) {
      long points = PointSources.read(archive.files().getFirst().points(), sums::add);
      assertThat(points).isEqualTo(sums.points).isGreaterThan(10_000);
    }
  }
}
