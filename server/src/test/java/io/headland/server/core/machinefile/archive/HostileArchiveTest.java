package io.headland.server.core.machinefile.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.GeoJsonSample;
import io.headland.server.core.machinefile.IsoxmlSample;
import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.ShapefileSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// A changed or truncated archive is read, or is rejected with a message: no other exception
/// occurs.
class HostileArchiveTest {
  private static final Passes PASSES =
      MachineFileSamples.passes(-93.5, 41.6, 10, 20, Instant.parse("2026-10-01T12:00:00Z"));
  private static final List<Map<String, byte[]>> SAMPLES =
      List.of(
          DeereSample.of(OperationType.HARVESTED, PASSES).entries(),
          DeereSample.of(OperationType.APPLIED, PASSES).entries(),
          IsoxmlSample.of(OperationType.APPLIED, PASSES).entries(),
          ShapefileSample.of("work", PASSES)
              .number("seedRate", "32000")
              .text("Crop", "Corn")
              .entries(),
          Map.of("points.geojson", GeoJsonSample.of(PASSES).bytes("\"speed\": {\"value\": 1}")));
  private static final int MAX_MESSAGE = 400;

  private static Path folder = Path.of("unset");

  @BeforeContainer
  static void createFolder() throws IOException {
    folder = Files.createTempDirectory("hostile-archives-");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("upload.zip"));
    Files.delete(folder);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] changed(byte[] bytes, Random random, int changes) {
    byte[] copy = bytes.clone();
    for (int i = 0; i < changes && copy.length > 0; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    return copy;
  }

  /// One of the files of a sample, changed or cut off.
  private static Map<String, byte[]> changedEntry(
      Map<String, byte[]> sample, Random random, int changes, double kept) {
    Map<String, byte[]> entries = new LinkedHashMap<>(sample);
    List<String> names = new ArrayList<>(entries.keySet());
    String name = names.get(random.nextInt(names.size()));
    byte[] content = entries.getOrDefault(name, new byte[0]);
    entries.put(
        name, Arrays.copyOf(changed(content, random, changes), (int) (content.length * kept)));
    return entries;
  }

  private static void read(byte[] zip) throws IOException {
    Path file = Files.write(folder.resolve("upload.zip"), zip);
    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      for (MachineFile each : archive.files()) {
        assertThat(each.name()).doesNotContainPattern("\\p{Cntrl}");
        describe(each);
        readPoints(each);
      }
    } catch (MachineFileException e) {
      requireReadable(e);
    }
  }

  private static void describe(MachineFile file) throws IOException {
    try {
      file.describe();
    } catch (MachineFileException e) {
      requireReadable(e);
    }
  }

  private static void readPoints(MachineFile file) throws IOException {
    try {
      PointSources.read(file.points(), _ -> {});
    } catch (MachineFileException e) {
      requireReadable(e);
    }
  }

  private static void requireReadable(MachineFileException e) {
    assertThat(e.getMessage())
        .isNotBlank()
        .hasSizeLessThan(MAX_MESSAGE)
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Property(tries = 1_000)
  void aChangedFileIsReadOrRejected(
      @ForAll @IntRange(max = 4) int sample,
      @ForAll @IntRange(min = 1, max = 20) int changes,
      @ForAll Random random)
      throws IOException {
    read(zip(changedEntry(SAMPLES.get(sample), random, changes, 1)));
  }

  @Property(tries = 1_000)
  void aTruncatedFileIsReadOrRejected(
      @ForAll @IntRange(max = 4) int sample,
      @ForAll @DoubleRange(min = 0, max = 1) double kept,
      @ForAll Random random)
      throws IOException {
    read(zip(changedEntry(SAMPLES.get(sample), random, 0, kept)));
  }

  @Property(tries = 1_000)
  void aChangedOrTruncatedArchiveIsReadOrRejected(
      @ForAll @IntRange(max = 4) int sample,
      @ForAll @IntRange(max = 20) int changes,
      @ForAll @DoubleRange(min = 0.2, max = 1) double kept,
      @ForAll Random random)
      throws IOException {
    byte[] zip = changed(zip(SAMPLES.get(sample)), random, changes);

    read(changes > 0 ? zip : Arrays.copyOf(zip, (int) (zip.length * kept)));
  }
}
