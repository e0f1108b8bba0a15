package io.headland.server.core.machinefile.isoxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    byte[] whole = records();
    for (int missing : new int[] {1, 5, 20}) {
      TaskSetFile.withLog(TaskSetFile.HEADER, Arrays.copyOf(whole, whole.length - missing))
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

  private static final String SECTIONS =
      """
      <?xml version="1.0"?>
      <ISO11783_TaskData VersionMajor="3">
        <PFD A="PFD1" C="Schl\u00e4ge"/>
        <DVC A="DVC-1" B="Sprayer" D="A00C800004200000">
          <DET A="DET-1" B="1" C="1" E="0" F="0"/>
          <DET A="DET-2" B="2" C="4" E="1" F="1"><DOR A="20"/></DET>
          <DET A="DET-3" B="3" C="4" E="2" F="1"><DOR A="20"/><DOR A="30"/></DET>
          <DPT A="20" B="0043" C="3000"/><DPT A="30" B="0046" C="6000"/>
        </DVC>
        <TSK A="TSK1" E="PFD1"><TLG A="TLG00001"/></TSK>
      </ISO11783_TaskData>
      """;

  private List<String> points(String header, byte[] records) throws Exception {
    TaskSetFile.withLog(header, records)
        .with("TASKDATA/TASKDATA.XML", SECTIONS.getBytes(StandardCharsets.ISO_8859_1))
        .write(file);
    List<String> points = new ArrayList<>();
    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      assertThat(archive.files().getFirst().describe().place().field()).isEqualTo("Schl\uFFFDge");
      PointSources.read(
          archive.files().getFirst().points(),
          row ->
              points.add(
                  "%.1f m, %.0f L/ha at %s"
                      .formatted(
                          row.get(PointProperty.EQUIPMENT_WIDTH),
                          row.get(PointProperty.APPLIED_RATE),
                          Instant.ofEpochMilli(row.epochMillis()))));
    }
    return points;
  }

  private static String header(String values) {
    return "<TIM A=\"\" D=\"4\"><PTN A=\"\" B=\"\" D=\"\" H=\"\" I=\"\"/>" + values + "</TIM>";
  }

  private static byte[] states(int first, int second) {
    return new TaskSetFile.Records()
        .add(TEN, DAY, 41.85, -93.82, DAY, 0, 2_000_000, 1, first)
        .add(TEN + 1_000, DAY, 41.8501, -93.82, 0, 1, second)
        .toBytes();
  }

  @Test
  void theWidthIsThatOfTheSectionsThatAreOn() throws Exception {
    String header =
        header("<DLV A=\"0002\" B=\"\" C=\"DET-1\"/><DLV A=\"008D\" B=\"\" C=\"DET-3\"/>");

    assertThat(points(header, states(1, 0)))
        .containsExactly(
            "6.0 m, 200 L/ha at 2026-05-04T08:00:00Z", "3.0 m, 200 L/ha at 2026-05-04T08:00:01Z");
  }

  @Test
  void condensedStatesHaveTwoBitsForEachSection() throws Exception {
    String header =
        header("<DLV A=\"0002\" B=\"\" C=\"DET-1\"/><DLV A=\"00A1\" B=\"\" C=\"DET-1\"/>");

    assertThat(points(header, states(0b0101, 0b0100)))
        .containsExactly(
            "6.0 m, 200 L/ha at 2026-05-04T08:00:00Z", "3.0 m, 200 L/ha at 2026-05-04T08:00:01Z");
  }

  @Test
  void nothingIsAppliedWhileTheDeviceIsOff() throws Exception {
    String header =
        header("<DLV A=\"0002\" B=\"\" C=\"DET-1\"/><DLV A=\"008D\" B=\"\" C=\"DET-1\"/>");

    // The second record has no time of the receiver: the machine's clock is two hours ahead.
    assertThat(points(header, states(1, 0)))
        .containsExactly(
            "6.0 m, 200 L/ha at 2026-05-04T08:00:00Z", "0.0 m, 0 L/ha at 2026-05-04T08:00:01Z");
  }

  @Test
  void ratesOfSectionsAreWeightedWithTheirWidths() throws Exception {
    String ofSections =
        header("<DLV A=\"0002\" B=\"\" C=\"DET-2\"/><DLV A=\"0002\" B=\"\" C=\"DET-3\"/>");

    assertThat(points(ofSections, states(1_000_000, 0)))
        .containsExactly(
            "6.0 m, 150 L/ha at 2026-05-04T08:00:00Z", "6.0 m, 100 L/ha at 2026-05-04T08:00:01Z");
  }

  @Test
  void theMassIsThatOfTheTotalAlsoOfRecordsInWhichTheDeviceIsOff() throws Exception {
    String header =
        header("<DLV A=\"005A\" B=\"\" C=\"DET-1\"/><DLV A=\"008D\" B=\"\" C=\"DET-1\"/>");
    TaskSetFile.Records records = new TaskSetFile.Records();
    int[][] totalsAndStates = {{100, 1}, {120, 1}, {150, 0}, {150, 1}, {150, 1}, {170, 1}};
    for (int i = 0; i < totalsAndStates.length; i++) {
      int[] each = totalsAndStates[i];
      records.add(TEN + 1_000 * i, DAY, 41.85 + 1e-5 * i, -93.82, DAY, 0, each[0], 1, each[1]);
    }
    TaskSetFile.withLog(header, records.toBytes())
        .with("TASKDATA/TASKDATA.XML", SECTIONS.getBytes(StandardCharsets.ISO_8859_1))
        .write(file);
    List<Long> masses = new ArrayList<>();

    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      MachineFile harvest = archive.files().getFirst();
      assertThat(harvest.describe().type()).isEqualTo(OperationType.HARVESTED);
      PointSources.read(
          harvest.points(), row -> masses.add(Math.round(row.get(PointProperty.WET_MASS))));
    }

    // The 30 kg of the third record belong to the fourth and fifth.
    assertThat(masses).containsExactly(0L, 20L, 0L, 25L, 5L, 20L);
  }
}
