package io.headland.server.core.machinefile.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.ShapefileSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedFormatsTest {
  private static final Passes PASSES =
      MachineFileSamples.passes(-93.5, 41.6, 60, 40, Instant.parse("2026-10-01T12:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("upload.zip");
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

    assertThat(ReadFile.of(MachineFileSamples.zip(file, entries), folder).name())
        .isEqualTo("AgGPS/Data/harvest");
  }
}
