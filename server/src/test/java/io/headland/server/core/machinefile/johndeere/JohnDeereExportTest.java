package io.headland.server.core.machinefile.johndeere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JohnDeereExportTest {
  private static final double SQUARE_METRES = 5 * 30 * 0.3048 * 0.3048;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("export.zip");
  }

  private static ExportFile harvest() {
    return new ExportFile()
        .point(-93.5, 41.6, "180.50000000", "10108.00000000")
        .point(-93.4999, 41.6, "0.00000000", "0.00000000");
  }

  private long read(Path zip, List<String> into) throws IOException, MachineFileException {
    try (MachineFileArchive archive = MachineFileArchive.open(zip, folder)) {
      return PointSources.read(archive.files().getFirst().points(), row -> into.add(describe(row)));
    }
  }

  private MachineFileDescription description(Path zip) throws IOException, MachineFileException {
    try (MachineFileArchive archive = MachineFileArchive.open(zip, folder)) {
      return archive.files().getFirst().describe();
    }
  }

  private static String describe(PointRow row) {
    return "%s,%s yield %s section %d machine %d %s"
        .formatted(
            row.longitude(),
            row.latitude(),
            row.get(PointProperty.PROVIDER_VOLUME_PER_AREA),
            row.section(),
            row.machine(),
            row.label());
  }

  @Test
  void theNameOfAProductThatIsCutOffInItsColumnIsComplete() throws Exception {
    String name = "Roundup PowerMAX + Atrazine 4L + water";
    List<String> points = new ArrayList<>();

    read(
        new ExportFile()
            .product(name)
            .variety(name.substring(0, 23))
            .point(-93.5, 41.6, "1.0", "1.0")
            .variety("Roundup")
            .point(-93.5, 41.6, "1.0", "1.0")
            .write(file),
        points);

    assertThat(points.getFirst()).endsWith(" machine 1 " + name);
    assertThat(points.getLast()).endsWith(" machine 1 Roundup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lb", "ft", "seeds1ac-1"})
  void aUnitThatDoesNotMeasureThePropertyIsInvalid(String unit) throws Exception {
    Path zip = harvest().unitOfYield(unit).write(file);

    assertThatThrownBy(() -> description(zip))
        .isInstanceOf(MachineFileException.class)
        .hasMessageContaining("providerVolumePerArea");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "doc/"})
  void readsThePointsInTheirOrder(String inFolder) throws Exception {
    List<String> points = new ArrayList<>();

    assertThat(read(harvest().in(inFolder).write(file), points)).isEqualTo(2);

    assertThat(points)
        .containsExactly(
            "-93.5,41.6 yield 180.5 section 105 machine 1 CORNVAR-001",
            "-93.4999,41.6 yield 0.0 section 105 machine 1 CORNVAR-001");
  }

  @Test
  void theAreaOfAPointIsItsDistanceTimesTheWidthInSquareMetres() throws Exception {
    double[] area = new double[1];
    try (MachineFileArchive archive = MachineFileArchive.open(harvest().write(file), folder)) {
      MachineFile layer = archive.files().getFirst();
      PointSources.read(layer.points(), row -> area[0] = row.get(PointProperty.AREA));
      assertThat(layer.describe().type()).isEqualTo(OperationType.HARVESTED);
    }

    assertThat(area[0]).isCloseTo(SQUARE_METRES, within(1e-9));
  }

  @Test
  void filesOfMacOsAreNotLayers() throws Exception {
    Path written =
        harvest()
            .with("__MACOSX/._" + ExportFile.BASE + "-Deere-Metadata.json", new byte[] {0, 5})
            .write(file);

    try (MachineFileArchive archive = MachineFileArchive.open(written, folder)) {
      assertThat(archive.files()).extracting(MachineFile::name).containsExactly(ExportFile.BASE);
    }
  }

  @Test
  void theMetadataDescribesTheFile() throws Exception {
    MachineFileDescription description = description(harvest().write(file));

    assertThat(description.crop()).isEqualTo("corn");
    assertThat(description.originalType()).isEqualTo("Harvest");
    assertThat(description.units())
        .containsEntry(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.POUND_PER_ACRE)
        .containsEntry(PointProperty.DISTANCE, MeasurementUnit.FOOT);
    assertThat(description.machinery())
        .containsExactly(new MachineFileDescription.Machinery(1, false, "", "", "serial-1"));
    assertThat(description.place())
        .isEqualTo(new MachineFileDescription.OriginalPlace("", "Home farm", "North 40"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".shp", ".dbf"})
  void namesAFileThatIsMissing(String ending) throws Exception {
    Path written = harvest().write(file, ending);

    assertThatThrownBy(() -> description(written))
        .isInstanceOf(MachineFileException.class)
        .hasMessage("The zip file lacks " + ExportFile.BASE + ending + ".");
  }

  @Test
  void namesTheOperationThatIsNotSupported() throws Exception {
    Path written = harvest().operation("DataCollection").write(file);

    assertThatThrownBy(() -> description(written))
        .hasMessage("unsupported operation type: DataCollection");
  }

  @Test
  void namesFilesOfDifferentLengths() throws Exception {
    Path longer = harvest().withAPositionTooMany().write(folder.resolve("longer.zip"));
    Path shorter = harvest().withoutTheLastPosition().write(folder.resolve("shorter.zip"));

    assertThatThrownBy(() -> read(longer, new ArrayList<>()))
        .hasMessage("The .dbf file ends after 2 records, the .shp file has more.");
    assertThatThrownBy(() -> read(shorter, new ArrayList<>()))
        .hasMessage("The .shp file ends after 1 records, the .dbf file has 2.");
  }

  @Test
  void namesAFileThatIsNoZipFile() throws Exception {
    Files.writeString(file, "not a zip file");

    assertThatThrownBy(() -> description(file))
        .hasMessage("The file is not a zip file, or is truncated.");
  }

  @Test
  void namesMetadataThatIsNotJson() throws Exception {
    Path written =
        harvest()
            .with(
                ExportFile.BASE + "-Deere-Metadata.json",
                "{\"Operation\": ".getBytes(StandardCharsets.UTF_8))
            .write(file);

    assertThatThrownBy(() -> description(written))
        .hasMessage("The metadata of John Deere is not valid JSON.");
  }
}
