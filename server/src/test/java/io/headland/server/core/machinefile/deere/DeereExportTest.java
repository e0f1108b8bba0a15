package io.headland.server.core.machinefile.deere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeereExportTest {
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

  private static long read(Path file, List<String> into) throws IOException, MachineFileException {
    try (DeereExport export = DeereExport.open(file)) {
      return PointSources.read(
          export.points(export.layers().getFirst()), row -> into.add(describe(row)));
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
    try (DeereExport export = DeereExport.open(harvest().write(file))) {
      PointSources.read(
          export.points(export.layers().getFirst()), row -> area[0] = row.get(PointProperty.AREA));
      assertThat(export.layers().getFirst().type()).isEqualTo(OperationType.HARVESTED);
    }

    assertThat(area[0]).isCloseTo(SQUARE_METRES, within(1e-9));
  }

  @Test
  void filesOfMacOsAreNotLayers() throws Exception {
    Path written =
        harvest()
            .with("__MACOSX/._" + ExportFile.BASE + "-Deere-Metadata.json", new byte[] {0, 5})
            .write(file);

    try (DeereExport export = DeereExport.open(written)) {
      assertThat(export.layers()).hasSize(1);
    }
  }

  @Test
  void anExportIsRecognizedByItsMetadata() throws Exception {
    try (ZipFile zip = new ZipFile(harvest().write(file).toFile())) {
      assertThat(DeereExport.isExport(zip)).isTrue();
    }
    try (ZipFile zip = new ZipFile(harvest().write(file, ".json").toFile())) {
      assertThat(DeereExport.isExport(zip)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".shp", ".dbf"})
  void namesAFileThatIsMissing(String ending) throws Exception {
    Path written = harvest().write(file, ending);

    assertThatThrownBy(() -> DeereExport.open(written))
        .isInstanceOf(MachineFileException.class)
        .hasMessage("The zip file lacks " + ExportFile.BASE + ending + ".");
  }

  @Test
  void namesTheOperationThatIsNotSupported() throws Exception {
    Path written = harvest().operation("DataCollection").write(file);

    assertThatThrownBy(() -> DeereExport.open(written))
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

    assertThatThrownBy(() -> DeereExport.open(file))
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

    assertThatThrownBy(() -> DeereExport.open(written))
        .hasMessage("The metadata of John Deere is not valid JSON.");
  }
}
