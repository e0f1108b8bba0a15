package io.headland.server.core.machinefile.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.ShapefileSample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveBoundsTest {
  private static final int DIRECTORY_SIGNATURE = 0x02014b50;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final long GIBIBYTE = 1L << 30;
  private static final Passes PASSES =
      MachineFileSamples.passes(-93.5, 41.6, 10, 20, Instant.parse("2026-10-01T12:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheFile() throws IOException {
    file =
        ShapefileSample.of("work", PASSES)
            .number("seedRate", "32000")
            .write(folder.resolve("upload.zip"));
  }

  /// Changes the zip file at the first place of a signature.
  private void change(int signature, Consumer<ByteBuffer> change) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 4 <= bytes.length; at++) {
      if (buffer.getInt(at) == signature) {
        change.accept(buffer.slice(at, bytes.length - at).order(ByteOrder.LITTLE_ENDIAN));
        Files.write(file, bytes);
        return;
      }
    }
    throw new IllegalStateException("The zip file has no such signature");
  }

  private void describeAll() throws IOException, MachineFileException {
    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      for (MachineFile each : archive.files()) {
        each.describe();
        PointSources.read(each.points(), row -> assertThat(row.longitude()).isNotNaN());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../work.shp", "exports/../../work.shp", "..\\work.shp", ".."})
  void namesAPathThatLeadsOutOfTheArchive(String path) throws Exception {
    Map<String, byte[]> entries = Map.of(path, new byte[] {1});
    Path nested = MachineFileSamples.zip(folder.resolve("nested.zip"), entries);
    List<Map<String, byte[]>> archives =
        List.of(entries, Map.of("nested.zip", Files.readAllBytes(nested)));

    for (Map<String, byte[]> each : archives) {
      file = MachineFileSamples.zip(folder.resolve("upload.zip"), each);
      assertThatThrownBy(this::describeAll)
          .isInstanceOf(MachineFileException.class)
          .hasMessageStartingWith("The archive is rejected: the path ")
          .hasMessageEndingWith(path.replace('\\', '/') + " leads out of it.");
    }
  }

  @Test
  void namesAnEncryptedArchive() throws Exception {
    change(DIRECTORY_SIGNATURE, header -> header.putShort(8, (short) (header.getShort(8) | 1)));

    assertThatThrownBy(this::describeAll)
        .isInstanceOf(MachineFileException.class)
        .hasMessage("The file is encrypted; upload it without a password.");
  }

  @Test
  void namesAnotherCompressionMethod() throws Exception {
    change(DIRECTORY_SIGNATURE, header -> header.putShort(10, (short) 9));

    assertThatThrownBy(this::describeAll)
        .isInstanceOf(MachineFileException.class)
        .hasMessage(
            "The file has a compression method other than Deflate, for example Deflate64; create it"
                + " again with Deflate.");
  }

  @Test
  void anEntryMayNotBeLongerThanStated() throws Exception {
    change(DIRECTORY_SIGNATURE, header -> header.putInt(24, header.getInt(24) - 1));

    assertThatThrownBy(this::describeAll)
        .isInstanceOf(MachineFileException.class)
        .hasMessage("work.dbf is damaged: it is longer than the archive states.");
  }

  @Test
  void anEntryMustMatchItsChecksum() throws Exception {
    change(DIRECTORY_SIGNATURE, header -> header.putInt(16, header.getInt(16) ^ 1));

    assertThatThrownBy(this::describeAll)
        .isInstanceOf(MachineFileException.class)
        .hasMessage("work.dbf is damaged: it does not match its checksum.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 16, 400})
  void aTruncatedNestedArchiveDoesNotAffectTheOtherFiles(int part) throws Exception {
    byte[] incompressible = new byte[100_000];
    new Random(1).nextBytes(incompressible);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("inner.zip", incompressible);
    entries.putAll(ShapefileSample.of("work", PASSES).number("seedRate", "32000").entries());
    MachineFileSamples.zip(file, entries);
    change(DIRECTORY_SIGNATURE, header -> header.putInt(20, (header.getInt(20) - 10) / part));

    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      assertThat(archive.files()).extracting(MachineFile::name).containsExactly("inner", "work");
      assertThatThrownBy(() -> archive.files().getFirst().describe())
          .isInstanceOf(MachineFileException.class)
          .hasMessageContaining("inner.zip is damaged");
      assertThat(archive.files().getLast().describe().type()).isEqualTo(OperationType.PLANTED);
    }
  }

  @Test
  void theSizeOfTheDirectoryIsBoundedBeforeItIsRead() throws Exception {
    change(END_SIGNATURE, end -> end.putInt(12, 1 << 30));

    assertThatThrownBy(this::describeAll)
        .isInstanceOf(MachineFileException.class)
        .hasMessage("The file has a directory of more than 64 MiB.");
  }

  @Test
  void namesInTheCharacterSetOfWindowsAreRead() throws Exception {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, Charset.forName("IBM437"))) {
      for (Map.Entry<String, byte[]> entry :
          ShapefileSample.of("Schläge", PASSES).number("seedRate", "1").entries().entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }

    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      assertThat(archive.files()).extracting(MachineFile::name).containsExactly("Schläge");
    }
  }

  @Test
  void theNumberOfFilesIsBounded() throws Exception {
    ArchiveLimits limits = new ArchiveLimits(GIBIBYTE);
    limits.addEntries(100_000);

    assertThatThrownBy(() -> limits.addEntries(1))
        .hasMessage("The archive has more than 100,000 files.");
  }

  @Test
  void theNumberAndSizeOfNestedArchivesAreBounded() throws Exception {
    ArchiveLimits many = new ArchiveLimits(GIBIBYTE);
    for (int i = 0; i < 1_000; i++) {
      many.addNestedArchive(1);
    }
    ArchiveLimits large = new ArchiveLimits(GIBIBYTE);

    assertThatThrownBy(() -> many.addNestedArchive(1))
        .hasMessage("The archive contains more than 1,000 archives.");
    assertThatThrownBy(() -> large.addNestedArchive(9 * GIBIBYTE))
        .hasMessage("The archives in the archive are larger than 8 GiB in total.");
  }

  @Test
  void theUnpackedSizeIsBounded() throws Exception {
    ArchiveLimits limits = new ArchiveLimits(3 * GIBIBYTE);
    limits.addBytes(64 * GIBIBYTE);

    assertThatThrownBy(() -> limits.addBytes(1))
        .hasMessage(
            "The files of the archive are larger than 64 GiB in total when they are unpacked.");
  }

  @Test
  void theRatioIsBoundedForLargeArchivesOnly() throws Exception {
    long megabytes = 4L << 20;

    assertThatNoException().isThrownBy(() -> new ArchiveLimits(1_000).addBytes(GIBIBYTE));
    assertThatNoException()
        .isThrownBy(() -> new ArchiveLimits(116L << 20).addBytes(3_600_000_000L));
    assertThatThrownBy(() -> new ArchiveLimits(megabytes).addBytes(GIBIBYTE + 1))
        .hasMessage("The files of the archive are more than 200 times as large as the archive.");
  }
}
