package io.headland.server.core.machinefile.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.GeoJsonSample;
import io.headland.server.core.machinefile.IsoxmlSample;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.ShapefileSample;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
  private static final Passes PASSES = MachineFileSamples.passes(-93.5, 41.6, 60, 40, START);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("upload.zip");
  }

  private record Read(
      MachineFile file, MachineFileDescription description, long points, Sums sums) {}

  /// Sums over points, and the values of the last.
  private static final class Sums {
    private double area;
    private PointRow last = new PointRow();

    void add(PointRow row) {
      area += row.get(PointProperty.AREA);
      last = row;
    }

    double last(PointProperty property) {
      return last.get(property);
    }
  }

  private Read readOnly(Path zip) throws IOException, MachineFileException {
    try (MachineFileArchive archive = MachineFileArchive.open(zip, folder)) {
      assertThat(archive.files()).hasSize(1);
      MachineFile only = archive.files().getFirst();
      Sums sums = new Sums();
      MachineFileDescription description = only.describe();
      return new Read(only, description, PointSources.read(only.points(), sums::add), sums);
    }
  }

  private Path zip(String name, byte[] content) throws IOException {
    return MachineFileSamples.zip(file, Map.of(name, content));
  }

  private Path zip(String name, String content) throws IOException {
    return zip(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static ShapefileSample harvest() {
    return ShapefileSample.of("harvest", PASSES)
        .number("Yld_Vol_We", "180.5")
        .number("Moisture__", "16.5")
        .text("Crop_Type", "CORN_WET")
        .text("Variety", "A-1");
  }

  @ParameterizedTest
  @EnumSource(OperationType.class)
  void aTimeLogHasTheTypeOfItsIdentifiers(OperationType type) throws Exception {
    IsoxmlSample sample = IsoxmlSample.of(type, PASSES);

    Read read = readOnly(sample.write(file));

    assertThat(read.description().type()).isEqualTo(type);
    assertThat(read.description().originalType()).isEqualTo("Work of May");
    assertThat(read.description().place())
        .isEqualTo(
            new MachineFileDescription.OriginalPlace("Peter Meyer", "Home farm", "North 40"));
    assertThat(read.description().machinery())
        .containsExactly(
            new MachineFileDescription.Machinery(1, true, "Implement 9000", "", "4711"));
    assertThat(read.points()).isEqualTo(PASSES.positions().size());
    assertThat(read.sums().area).isCloseTo(sample.area(), within(1e-6));
    assertThat(Instant.ofEpochMilli(read.sums().last.epochMillis()))
        .isEqualTo(PASSES.positions().getLast().time());
    PointProperty property =
        switch (type) {
          case HARVESTED -> PointProperty.WET_MASS_PER_AREA;
          case PLANTED -> PointProperty.SEED_RATE;
          case APPLIED -> PointProperty.APPLIED_RATE;
          case TILLAGE -> PointProperty.TILLAGE_DEPTH_ACTUAL;
        };
    double expected =
        switch (type) {
          case HARVESTED -> 8;
          case PLANTED -> 80_000;
          case APPLIED -> 200;
          case TILLAGE -> 15;
        };
    assertThat(read.sums().last(property)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void aShapefileOfAnotherProgramHasUsUnits() throws Exception {
    Read read = readOnly(harvest().write(file));

    assertThat(read.file().format()).isEqualTo(MachineFileFormat.SHAPEFILE);
    assertThat(read.file().name()).isEqualTo("harvest");
    assertThat(read.description().type()).isEqualTo(OperationType.HARVESTED);
    assertThat(read.description().crop()).isEqualTo("corn");
    assertThat(read.description().units())
        .containsEntry(PointProperty.WET_VOLUME_PER_AREA, MeasurementUnit.BUSHEL_PER_ACRE)
        .containsEntry(PointProperty.DISTANCE, MeasurementUnit.FOOT);
    assertThat(read.sums().area).isCloseTo(PASSES.area(), within(1e-3));
    assertThat(read.sums().last(PointProperty.HARVEST_MOISTURE)).isEqualTo(16.5);
    assertThat(read.sums().last.label()).isEqualTo("A-1");
    assertThat(Instant.ofEpochMilli(read.sums().last.epochMillis()))
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
            readOnly(ShapefileSample.of("work", PASSES).number(column, "12").write(file))
                .description()
                .type())
        .isEqualTo(type);
  }

  @Test
  void anAppliedRateOfAVarietyIsASeedRate() throws Exception {
    ShapefileSample sample =
        ShapefileSample.of("work", PASSES).number("AppliedRate", "32000").text("Variety", "B-2");

    Read read = readOnly(sample.write(file));

    assertThat(read.description().type()).isEqualTo(OperationType.PLANTED);
    assertThat(read.description().units())
        .containsEntry(PointProperty.SEED_RATE, MeasurementUnit.SEEDS_PER_ACRE);
    assertThat(read.sums().last(PointProperty.SEED_RATE)).isEqualTo(32_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {".shp", ".dbf", ".shx", ".prj"})
  void namesThePartOfAShapefileThatIsMissing(String ending) throws Exception {
    Path written = harvest().write(file, ending);

    assertThatThrownBy(() -> readOnly(written))
        .isInstanceOf(MachineFileException.class)
        .hasMessage("The zip file lacks harvest" + ending + ".");
  }

  @Test
  void namesTheCoordinateSystemThatIsNotWgs84() throws Exception {
    Path written =
        harvest()
            .projection("PROJCS[\"WGS 84 / UTM zone 15N\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\"]]]")
            .write(file);

    assertThatThrownBy(() -> readOnly(written))
        .hasMessage(
            "The .prj file has the coordinate system \"WGS 84 / UTM zone 15N\"; longitudes and"
                + " latitudes of WGS 84 are required.");
  }

  @Test
  void namesTheTypeAndThePropertiesThatAreMissing() throws Exception {
    Path unknown = ShapefileSample.of("fields", PASSES).text("Name", "North 40").write(file);
    assertThatThrownBy(() -> readOnly(unknown)).hasMessage("unsupported operation type: unknown");

    Map<String, byte[]> deere =
        new LinkedHashMap<>(DeereSample.of(OperationType.HARVESTED, PASSES).entries());
    String base = DeereSample.of(OperationType.HARVESTED, PASSES).base();
    deere.put(
        base + ".dbf",
        ShapefileSample.of(base, PASSES).entries().getOrDefault(base + ".dbf", new byte[0]));
    Path lacking = MachineFileSamples.zip(folder.resolve("lacking.zip"), deere);
    assertThatThrownBy(() -> readOnly(lacking))
        .hasMessage("missing required properties: timestamp, area, wetMass");
  }

  @Test
  void numbersThatOverflowedAreMissingAndOthersAreErrors() throws Exception {
    Read read =
        readOnly(ShapefileSample.of("work", PASSES).number("seedRate", "******").write(file));
    assertThat(read.sums().last(PointProperty.SEED_RATE)).isNaN();

    Path invalid =
        ShapefileSample.of("work", PASSES).number("seedRate", "12", "a\u0007b").write(file);
    assertThatThrownBy(() -> readOnly(invalid))
        .hasMessage("Record 2 of the .dbf file: \"a b\" is not a number in the column seedRate.");
  }

  @Test
  void aShapefileOfTwoCropsNamesBoth() throws Exception {
    Path written =
        ShapefileSample.of("work", PASSES)
            .number("WetMass", "9000")
            .text("Crop", "", "Corn", "Soybeans")
            .write(file);

    assertThatThrownBy(() -> readOnly(written))
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

      assertThatThrownBy(() -> readOnly(written)).hasMessage("The layer has no points.");
    }
  }

  @Test
  void readsGeoJsonOfLeaf() throws Exception {
    Read read =
        readOnly(
            zip(
                "folder/points.geojson",
                GeoJsonSample.of(PASSES)
                    .bytes(
                        "\"variety\": \"A-1\", \"sectionId\": 3, \"machinery\": [\"x\"], \"speed\":"
                            + " {\"value\": 8, \"unit\": \"km/hr\"}")));

    assertThat(read.file().format()).isEqualTo(MachineFileFormat.GEOJSON);
    assertThat(read.file().name()).isEqualTo("folder/points");
    assertThat(read.description().type()).isEqualTo(OperationType.HARVESTED);
    assertThat(read.description().crop()).isEqualTo("corn");
    assertThat(read.description().units())
        .containsEntry(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.POUND_PER_ACRE)
        .containsEntry(PointProperty.SPEED, MeasurementUnit.KILOMETRE_PER_HOUR);
    assertThat(read.sums().area).isCloseTo(PASSES.area(), within(1e-6));
    assertThat(read.sums().last.label()).isEqualTo("A-1");
    assertThat(read.sums().last.section()).isEqualTo(3);
    assertThat(read.sums().last.longitude()).isEqualTo(PASSES.positions().getLast().longitude());
  }

  @Test
  void theUnitsOfAGeoJsonFileAreThoseItNames() throws Exception {
    Read read =
        readOnly(
            zip(
                "points.json",
                GeoJsonSample.of(PASSES)
                    .units(Map.of("wetMassPerArea", "t/ha", "area", "ha"))
                    .bytes("")));

    assertThat(read.description().units())
        .containsEntry(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE);
    assertThat(read.sums().area).isCloseTo(PASSES.area() * 10_000, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"operationType\": \"guidance\" | unsupported operation type: guidance",
        "\"wetMassPerArea\": \"much\" | The property wetMassPerArea of feature 1 is not a number.",
        "\"wetMassPerArea\": {\"value\": 1, \"unit\": \"furlong\"} | The unit \"furlong\" is not"
            + " supported (feature 1).",
        "\"timestamp\": \"yesterday\" | The timestamp \"yesterday\" of feature 1 is not a time.",
      })
  void namesWhatIsWrongInAGeoJsonFile(String properties, String message) throws Exception {
    Path written = zip("a.geojson", GeoJsonSample.of(PASSES).bytes(properties));

    assertThatThrownBy(() -> readOnly(written)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | The GeoJSON file is not a feature collection.",
        "{\"type\":\"Feature\"} | The GeoJSON file is not a feature collection.",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"type\":\"Polygon\"}}]} |"
            + " Feature 1 is of the type Polygon; only points are machine data.",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:32615\"}},\"features\":[]}"
            + " | The GeoJSON file has the coordinate system \"EPSG:32615\"; longitudes and"
            + " latitudes of WGS 84 are required.",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\" | The GeoJSON file is not valid"
            + " JSON in line 1, column 48.",
      })
  void namesWhyAGeoJsonFileCannotBeRead(String content, String message) throws Exception {
    Path written = zip("a.geojson", content);

    assertThatThrownBy(() -> readOnly(written)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "JD-Data/log/2026/a.jdl, JOHN_DEERE_LOG, JD-Data, John Deere Operations Center",
    "x/GS3_2630/p/RCD/a.fdd, JOHN_DEERE_LOG, x/GS3_2630, John Deere Operations Center",
    "rcd/a.fdl, JOHN_DEERE_LOG, rcd, John Deere Operations Center",
    "farm.cn1/index.vy1, CN1, farm.cn1, ISOXML",
    "farm.AGDATA, AGDATA, farm, SMS",
    "a/b.ilf, AGDATA, a/b, SMS",
    "a/b.yld, AGDATA, a/b, SMS",
    "a.dat, PRECISION_PLANTING, a, Climate FieldView",
    "a.2020, PRECISION_PLANTING, a, Climate FieldView",
    "a.jdp, RAVEN, a, Raven Slingshot",
    "a.tab, RAVEN, a, Raven Slingshot",
    "AgData/Clients/a.bin, TRIMBLE, AgData, Trimble Ag Software"
  })
  void namesTheExportInsteadOfAFormatThatIsNotPublic(
      String path, MachineFileFormat format, String name, String instead) throws Exception {
    zip(path, "binary");

    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      assertThat(archive.files()).hasSize(1);
      MachineFile found = archive.files().getFirst();
      assertThat(found.name()).isEqualTo(name);
      assertThat(found.format()).isEqualTo(format);
      assertThatThrownBy(found::describe)
          .isInstanceOf(MachineFileException.class)
          .hasMessageContaining(instead);
      assertThatThrownBy(found::points).hasMessageContaining("whose format is not public.");
    }
  }

  @Test
  void aFolderOfTrimbleWithShapefilesIsRead() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    harvest().entries().forEach((name, content) -> entries.put("AgGPS/Data/" + name, content));

    assertThat(readOnly(MachineFileSamples.zip(file, entries)).file().name())
        .isEqualTo("AgGPS/Data/harvest");
  }

  @Test
  void aDamagedEntryIsAnInvalidFile() throws Exception {
    byte[] zip = Files.readAllBytes(harvest().write(file));
    // The beginning of the compressed .dbf file.
    zip[60] ^= 0x55;
    zip[61] ^= 0x55;
    Files.write(file, zip);

    assertThatThrownBy(() -> readOnly(file)).isInstanceOf(MachineFileException.class);
  }
}
