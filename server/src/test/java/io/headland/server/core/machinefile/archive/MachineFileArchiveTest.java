package io.headland.server.core.machinefile.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFileArchiveTest {
  private static final Passes PASSES =
      MachineFileSamples.passes(-93.5, 41.6, 60, 40, Instant.parse("2026-10-01T12:00:00Z"));

  @TempDir private Path folder;
  private Path file;
  private Path workFolder;

  @BeforeEach
  void nameTheFiles() {
    file = folder.resolve("upload.zip");
    workFolder = folder.resolve("work");
  }

  private static DeereSample harvest() {
    return DeereSample.of(OperationType.HARVESTED, PASSES);
  }

  private static byte[] bytes(Path temporary, Map<String, byte[]> entries) throws IOException {
    return Files.readAllBytes(MachineFileSamples.zip(temporary, entries));
  }

  private List<String> names(Path zip) throws IOException, MachineFileException {
    try (MachineFileArchive archive = MachineFileArchive.open(zip, workFolder)) {
      return archive.files().stream().map(MachineFile::name).toList();
    }
  }

  /// The upload with an archive in it, which contains an archive, and so on.
  private Path nested(int levels) throws IOException {
    Map<String, byte[]> entries = harvest().entries();
    for (int level = levels; level > 0; level--) {
      entries = Map.of("level " + level + ".zip", bytes(folder.resolve("nested.zip"), entries));
    }
    return MachineFileSamples.zip(file, entries);
  }

  @Test
  void theTotalsOfASampleAreThoseOfItsPoints() throws Exception {
    double[] sums = new double[3];
    try (MachineFileArchive archive = MachineFileArchive.open(harvest().write(file), workFolder)) {
      PointSources.read(
          archive.files().getFirst().points(),
          row -> {
            double acres = row.get(PointProperty.AREA) / 4_046.8564224;
            sums[0] += row.get(PointProperty.AREA);
            sums[1] += row.get(PointProperty.WET_MASS_PER_AREA) * acres * 0.45359237;
            sums[2] += row.get(PointProperty.PROVIDER_VOLUME_PER_AREA) * acres;
          });
    }

    MachineFileSamples.Totals totals = harvest().totals();
    assertThat(sums[0]).isCloseTo(totals.squareMetres(), within(1e-3)).isGreaterThan(1_000);
    assertThat(sums[1]).isCloseTo(totals.wetKilograms(), within(1e-3));
    assertThat(sums[2]).isCloseTo(totals.bushels(), within(1e-3));
  }

  @Test
  void findsFilesInNestedArchivesAndDeletesTheirCopies() throws Exception {
    try (MachineFileArchive archive = MachineFileArchive.open(nested(5), workFolder)) {
      MachineFile found = archive.files().getFirst();
      assertThat(found.name())
          .isEqualTo(
              "level 1.zip/level 2.zip/level 3.zip/level 4.zip/level 5.zip/" + harvest().base());
      assertThat(PointSources.read(found.points(), _ -> {})).isEqualTo(PASSES.positions().size());
    }

    try (Stream<Path> left = Files.list(workFolder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void namesAnArchiveThatIsNestedTooDeep() throws Exception {
    try (MachineFileArchive archive = MachineFileArchive.open(nested(6), workFolder)) {
      assertThatThrownBy(() -> archive.files().getFirst().describe())
          .isInstanceOf(MachineFileException.class)
          .hasMessageEndingWith("level 6.zip is nested deeper than 5 levels of archives.");
    }
  }

  @Test
  void aDamagedNestedArchiveDoesNotAffectTheOthers() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>(harvest().entries());
    entries.put("broken.zip", "PK is not enough".getBytes(StandardCharsets.UTF_8));
    MachineFileSamples.zip(file, entries);

    try (MachineFileArchive archive = MachineFileArchive.open(file, workFolder)) {
      assertThat(archive.files())
          .extracting(MachineFile::format)
          .containsExactly(MachineFileFormat.JOHN_DEERE_SHAPEFILE, MachineFileFormat.UNKNOWN);
      assertThatThrownBy(() -> archive.files().getLast().describe())
          .hasMessage("broken.zip is not a zip file, or is truncated.");
    }
  }

  @Test
  void ignoresFilesOfMacOs() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>(harvest().entries());
    entries.put("__MACOSX/._" + harvest().base() + "-Deere-Metadata.json", new byte[] {0, 5});
    entries.put("__MACOSX/TASKDATA/TASKDATA.XML", new byte[] {0, 5});
    entries.put("._more.zip", new byte[] {0, 5});
    entries.put(".DS_Store", new byte[] {0, 5});

    assertThat(names(MachineFileSamples.zip(file, entries))).containsExactly(harvest().base());
  }

  @Test
  void namesAreComparedRegardlessOfCase() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    harvest()
        .entries()
        .forEach((name, content) -> entries.put(name.toUpperCase(Locale.ROOT), content));

    try (MachineFileArchive archive =
        MachineFileArchive.open(MachineFileSamples.zip(file, entries), workFolder)) {
      assertThat(archive.files()).hasSize(1);
      assertThat(archive.files().getFirst().describe().crop()).isEqualTo("corn");
    }
  }

  @Test
  void anArchiveWithoutMachineFilesHasNone() throws Exception {
    MachineFileSamples.zip(file, Map.of("readme.txt", new byte[] {'a'}, "a/b/", new byte[0]));

    assertThat(names(file)).isEmpty();
  }

  @Test
  void namesAreUniqueAndTheSameEachTime() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    harvest().entries().forEach((name, content) -> entries.put("b/" + name, content));
    harvest().entries().forEach((name, content) -> entries.put("a/" + name, content));
    MachineFileSamples.zip(file, entries);

    assertThat(names(file))
        .containsExactly("a/" + harvest().base(), "b/" + harvest().base())
        .isEqualTo(names(file));
  }

  @Test
  void nothingIsWrittenByTheNameOfAnEntry() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("../../escaped.zip", bytes(folder.resolve("nested.zip"), harvest().entries()));
    MachineFileSamples.zip(file, entries);

    assertThatThrownBy(() -> names(file)).isInstanceOf(MachineFileException.class);
    assertThat(folder.resolve("../escaped.zip")).doesNotExist();
    assertThat(folder.resolve("escaped.zip")).doesNotExist();
  }
}
