package io.headland.server.core.machinefile.isoxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskSetTest {
  private static final int TEN = 36_000_000;
  private static final int DAY = TaskSetFile.MAY_4_2026;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("tasks.zip");
  }

  private static byte[] records() {
    return new TaskSetFile.Records()
        .add(TEN, DAY, 0, 0, 0)
        .add(TEN + 1_000, DAY, 41.85, -93.82, DAY, 0, 1_500, 1, 2_000)
        .add(TEN + 2_000, DAY, 41.8501, -93.8201, DAY, 0, 1_600)
        .toBytes();
  }

  private static List<String> read(Path file) throws IOException, MachineFileException {
    List<String> read = new ArrayList<>();
    try (OpenTaskSet open = OpenTaskSet.of(file);
        TimeLogReader log = open.tasks().records(open.tasks().logs().getFirst())) {
      while (log.next()) {
        read.add(
            "%s %s %s"
                .formatted(
                    Instant.ofEpochMilli(log.epochMillis()),
                    log.isUtc(),
                    log.isKnown(0) ? log.value(0) + "," + log.value(1) : "none"));
      }
    }
    return read;
  }

  @Test
  void aRecordKeepsTheValuesThatItDoesNotContain() throws Exception {
    TaskSetFile.withLog(TaskSetFile.HEADER, records()).write(file);

    assertThat(read(file))
        .containsExactly(
            "2026-05-04T10:00:00Z false none",
            "2026-05-04T08:00:01Z true 1500,2000",
            "2026-05-04T08:00:02Z true 1600,2000");
  }

  @Test
  void positionsAreDegreesAndZeroIsNoPosition() throws Exception {
    TaskSetFile.withLog(TaskSetFile.HEADER, records()).write(file);

    try (OpenTaskSet open = OpenTaskSet.of(file);
        TimeLogReader log = open.tasks().records(open.tasks().logs().getFirst())) {
      log.next();
      assertThat(log.hasPosition()).isFalse();
      log.next();
      assertThat(log.hasPosition()).isTrue();
      assertThat(log.latitude()).isCloseTo(41.85, within(1e-9));
      assertThat(log.longitude()).isCloseTo(-93.82, within(1e-9));
      assertThat(log.status()).isEqualTo(1);
    }
  }

  @Test
  void aLogBelongsToATaskWithItsFieldAndItsElementsToADevice() throws Exception {
    TaskSetFile.withLog(TaskSetFile.HEADER, records()).write(file);

    try (OpenTaskSet open = OpenTaskSet.of(file)) {
      TaskSet tasks = open.tasks();
      assertThat(tasks.version()).isEqualTo(3);
      assertThat(tasks.logs()).containsExactly(new TaskSet.Log("TSK1", "PFD1", "TLG00001"));
      TimeLogHeader header = tasks.header(tasks.logs().getFirst());
      assertThat(header.indexOf(0x018D)).isEqualTo(1);
      assertThat(header.indexOf(0x0099)).isEqualTo(-1);
      assertThat(tasks.deviceOf(header.values().getFirst().element())).contains("DVC-1");
    }
  }

  @Test
  void namesAreComparedRegardlessOfCaseAndFilesOfMacOsAreIgnored() throws Exception {
    TaskSetFile.withLog(TaskSetFile.HEADER, records())
        .without("TASKDATA/TLG00001.BIN")
        .with("__MACOSX/TASKDATA/._TASKDATA.XML", new byte[] {0, 5, 22, 7})
        .with("TASKDATA/._TLG00001.bin", new byte[] {0, 5, 22, 7})
        .with("TASKDATA/tlg00001.bin", records())
        .write(file);

    assertThat(read(file)).hasSize(3);
    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      assertThat(archive.files())
          .extracting(MachineFile::name)
          .containsExactly("TASKDATA/TLG00001");
    }
  }

  @Test
  void tasksMayBeInExternalFilesThatNameEachOther() throws Exception {
    new TaskSetFile()
        .with(
            "TASKDATA.XML",
            "<ISO11783_TaskData VersionMajor=\"4\"><XFR A=\"TSK00000\""
                + " B=\"1\"/></ISO11783_TaskData>")
        .with(
            "TSK00000.xml",
            "<XFC><XFR A=\"TSK00000\"/><TSK A=\"TSK-1\"><TLG A=\"TLG00001\"/></TSK></XFC>")
        .with("TLG00001.XML", TaskSetFile.HEADER)
        .with("TLG00001.BIN", records())
        .write(file);

    assertThat(read(file)).hasSize(3);
  }

  @Test
  void namesTheRecordAtWhichALogIsTruncated() throws Exception {
    byte[] complete = records();
    for (int missing : new int[] {1, 5, 20}) {
      TaskSetFile.withLog(TaskSetFile.HEADER, Arrays.copyOf(complete, complete.length - missing))
          .write(file);

      assertThatThrownBy(() -> read(file))
          .isInstanceOf(MachineFileException.class)
          .hasMessage("The time log is truncated: it ends within record 3.");
    }
  }

  @Test
  void namesTheRecordThatContradictsTheHeader() throws Exception {
    byte[] records = new TaskSetFile.Records().add(TEN, DAY, 41, -93, DAY, 2, 1).toBytes();
    TaskSetFile.withLog(TaskSetFile.HEADER, records).write(file);

    assertThatThrownBy(() -> read(file))
        .hasMessage("Record 1 of the time log has the value 2; its header has 2.");
  }

  @Test
  void namesAFileThatIsMissing() throws Exception {
    TaskSetFile.withLog(TaskSetFile.HEADER, records()).without("TASKDATA/TLG00001.BIN").write(file);

    assertThatThrownBy(() -> read(file)).hasMessage("The task set lacks the file TLG00001.BIN.");
  }

  @Test
  void namesTheLineOfInvalidXmlAndReadsNoExternalEntity() throws Exception {
    TaskSetFile.withLog("<TIM A=\"\">\n<PTN A=\"\"", records()).write(file);
    assertThatThrownBy(() -> read(file)).hasMessage("Line 2 of TLG00001.XML is not valid XML.");

    TaskSetFile.withLog(
            "<!DOCTYPE TIM [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><TIM A=\"\">&x;</TIM>",
            records())
        .write(file);
    assertThatThrownBy(() -> read(file)).hasMessage("Line 1 of TLG00001.XML is not valid XML.");
  }

  @Test
  void namesAnIdentifierThatIsNotHexadecimal() throws Exception {
    TaskSetFile.withLog("<TIM><DLV A=\"xyz\" B=\"\"/></TIM>", records()).write(file);

    assertThatThrownBy(() -> read(file))
        .hasMessage("TLG00001.XML has the identifier \"xyz\", which is not hexadecimal.");
  }

  @Test
  void aZipFileWithoutTasksHasNoFiles() throws Exception {
    new TaskSetFile().with("readme.txt", "no tasks").write(file);

    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      assertThat(archive.files()).isEmpty();
    }
  }
}
