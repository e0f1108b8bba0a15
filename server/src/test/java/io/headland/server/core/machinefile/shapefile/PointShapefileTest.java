package io.headland.server.core.machinefile.shapefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.ShapefileSample;
import io.headland.server.core.machinefile.archive.ReadFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointShapefileTest {
  private static final Passes PASSES =
      MachineFileSamples.passes(-93.5, 41.6, 60, 40, Instant.parse("2026-10-01T12:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("upload.zip");
  }

  private static ShapefileSample harvest() {
    return ShapefileSample.of("harvest", PASSES)
        .number("Yld_Vol_We", "180.5")
        .number("Moisture__", "16.5")
        .text("Crop_Type", "CORN_WET")
        .text("Variety", "A-1");
  }

  @Test
  void aShapefileOfAnotherProgramHasUsUnits() throws Exception {
    ReadFile read = ReadFile.of(harvest().write(file), folder);

    assertThat(read.format()).isEqualTo(MachineFileFormat.SHAPEFILE);
    assertThat(read.name()).isEqualTo("harvest");
    assertThat(read.description().type()).isEqualTo(OperationType.HARVESTED);
    assertThat(read.description().crop()).isEqualTo("corn");
    assertThat(read.description().units())
        .containsEntry(PointProperty.WET_VOLUME_PER_AREA, MeasurementUnit.BUSHEL_PER_ACRE)
        .containsEntry(PointProperty.DISTANCE, MeasurementUnit.FOOT);
    assertThat(read.area()).isCloseTo(PASSES.area(), within(1e-3));
    assertThat(read.last(PointProperty.HARVEST_MOISTURE)).isEqualTo(16.5);
    assertThat(read.last().label()).isEqualTo("A-1");
    assertThat(Instant.ofEpochMilli(read.last().epochMillis()))
        .isEqualTo(PASSES.positions().getLast().time());
  }

  @ParameterizedTest
  @CsvSource({
    "Yield_Mass, HARVESTED",
    "WETMASS, HARVESTED",
    "VRYIELDVOL, HARVESTED",
    "seedRate, PLANTED",
    "SeedCount, PLANTED",
    "Rt_Apd_Ct_, PLANTED",
    "AppliedRat, APPLIED",
    "AppliedRate, APPLIED",
    "Rt_Apd_Liq, APPLIED",
    "ACTUALRATE, APPLIED",
    "tillageDep, TILLAGE"
  })
  void theTypeOfAShapefileIsThatOfItsColumns(String column, OperationType type) throws Exception {
    assertThat(
            ReadFile.of(ShapefileSample.of("work", PASSES).number(column, "12").write(file), folder)
                .description()
                .type())
        .isEqualTo(type);
  }

  @Test
  void anAppliedRateOfAVarietyIsASeedRate() throws Exception {
    ShapefileSample sample =
        ShapefileSample.of("work", PASSES).number("AppliedRate", "32000").text("Variety", "B-2");

    ReadFile read = ReadFile.of(sample.write(file), folder);

    assertThat(read.description().type()).isEqualTo(OperationType.PLANTED);
    assertThat(read.description().units())
        .containsEntry(PointProperty.SEED_RATE, MeasurementUnit.SEEDS_PER_ACRE);
    assertThat(read.last(PointProperty.SEED_RATE)).isEqualTo(32_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {".shp", ".dbf", ".shx", ".prj"})
  void namesThePartOfAShapefileThatIsMissing(String ending) throws Exception {
    Path written = harvest().write(file, ending);

    assertThatThrownBy(() -> ReadFile.of(written, folder))
        .isInstanceOf(MachineFileException.class)
        .hasMessage("The zip file lacks harvest" + ending + ".");
  }

  @Test
  void namesTheCoordinateSystemThatIsNotWgs84() throws Exception {
    Path written =
        harvest()
            .projection("PROJCS[\"WGS 84 / UTM zone 15N\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\"]]]")
            .write(file);

    assertThatThrownBy(() -> ReadFile.of(written, folder))
        .hasMessage(
            "The .prj file has the coordinate system \"WGS 84 / UTM zone 15N\"; longitudes and"
                + " latitudes of WGS 84 are required.");
  }

  @Test
  void namesTheTypeAndThePropertiesThatAreMissing() throws Exception {
    Path unknown = ShapefileSample.of("fields", PASSES).text("Name", "North 40").write(file);
    assertThatThrownBy(() -> ReadFile.of(unknown, folder))
        .hasMessage(
            "unsupported operation type: unknown; no column has the name of a yield, seed rate,"
                + " applied rate or tillage depth");

    Map<String, byte[]> deere =
        new LinkedHashMap<>(DeereSample.of(OperationType.HARVESTED, PASSES).entries());
    String base = DeereSample.of(OperationType.HARVESTED, PASSES).base();
    deere.put(
        base + ".dbf",
        ShapefileSample.of(base, PASSES).entries().getOrDefault(base + ".dbf", new byte[0]));
    Path lacking = MachineFileSamples.zip(folder.resolve("lacking.zip"), deere);
    assertThatThrownBy(() -> ReadFile.of(lacking, folder))
        .hasMessage("missing required properties: timestamp, area, wetMass");
  }

  @Test
  void numbersThatOverflowedAreMissingAndOthersAreErrors() throws Exception {
    ReadFile read =
        ReadFile.of(
            ShapefileSample.of("work", PASSES).number("seedRate", "******").write(file), folder);
    assertThat(read.last(PointProperty.SEED_RATE)).isNaN();

    Path invalid =
        ShapefileSample.of("work", PASSES).number("seedRate", "12", "a\u0007b").write(file);
    assertThatThrownBy(() -> ReadFile.of(invalid, folder))
        .hasMessage("Record 2 of the .dbf file: \"a b\" is not a number in the column seedRate.");
  }

  @Test
  void aShapefileOfTwoCropsNamesBoth() throws Exception {
    Path written =
        ShapefileSample.of("work", PASSES)
            .number("WetMass", "9000")
            .text("Crop", "", "Corn", "Soybeans")
            .write(file);

    assertThatThrownBy(() -> ReadFile.of(written, folder))
        .hasMessage("The shapefile has the crops corn and soybeans; export a file for each crop.");
  }

  @Test
  void aLayerWithoutPointsIsAnError() throws Exception {
    Passes none = PASSES.first(0);
    for (Map<String, byte[]> entries :
        List.of(
            ShapefileSample.of("work", none).number("seedRate", "1").entries(),
            DeereSample.of(OperationType.HARVESTED, none).entries(),
            Map.of(
                "a.geojson",
                "{\"type\":\"FeatureCollection\",\"features\":[]}"
                    .getBytes(StandardCharsets.UTF_8)))) {
      Path written = MachineFileSamples.zip(file, entries);

      assertThatThrownBy(() -> ReadFile.of(written, folder)).hasMessage("The layer has no points.");
    }
  }

  @Test
  void aDamagedEntryIsAnInvalidFile() throws Exception {
    byte[] zip = Files.readAllBytes(harvest().write(file));
    // The beginning of the compressed .dbf file.
    zip[60] ^= 0x55;
    zip[61] ^= 0x55;
    Files.write(file, zip);

    assertThatThrownBy(() -> ReadFile.of(file, folder)).isInstanceOf(MachineFileException.class);
  }
}
