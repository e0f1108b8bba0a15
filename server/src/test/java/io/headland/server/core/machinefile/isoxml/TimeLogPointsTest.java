package io.headland.server.core.machinefile.isoxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import io.headland.server.core.machinefile.archive.ReadFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeLogPointsTest {
  private static final int TEN = 36_000_000;
  private static final int DAY = TaskSetFile.MAY_4_2026;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("tasks.zip");
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

  private void assertFails(String header, byte[] records, String message) throws Exception {
    TaskSetFile.withLog(header, records)
        .with("TASKDATA/TASKDATA.XML", SECTIONS.getBytes(StandardCharsets.ISO_8859_1))
        .write(file);

    assertThatThrownBy(() -> ReadFile.of(file, folder))
        .isInstanceOf(MachineFileException.class)
        .hasMessage(message);
  }

  @Test
  void namesWhatALogLacks() throws Exception {
    String rate = "<DLV A=\"0002\" B=\"\" C=\"DET-1\"/>";

    assertFails(
        header(rate),
        new TaskSetFile.Records().add(TEN, 0, 41.85, -93.82, 0, 0, 1).toBytes(),
        "missing required properties: timestamp");
    assertFails(
        header(rate),
        new TaskSetFile.Records().add(TEN, DAY, 0, 0, DAY, 0, 1).toBytes(),
        "No record of the time log has a position.");
    assertFails(
        header(rate.replace("DET-1", "DET-9")),
        new TaskSetFile.Records().add(TEN, DAY, 41.85, -93.82, DAY, 0, 1).toBytes(),
        "missing required properties: area");
    assertFails(header(rate), new byte[0], "The time log has no records.");
    assertFails(
        header(rate),
        Arrays.copyOf(states(0, 0), 30),
        "The time log is truncated: it ends within record 1.");
    assertFails(
        header("<DLV A=\"018D\" B=\"\" C=\"DET-1\"/>"),
        states(0, 0),
        "unsupported operation type: unknown; the time log has no yield, seed rate, applied rate or"
            + " depth");
  }

  @Test
  void aLogOfTwoKindsOfWorkIsTwoFiles() throws Exception {
    TaskSetFile.withLog(
            header("<DLV A=\"0002\" B=\"\" C=\"DET-1\"/><DLV A=\"000C\" B=\"\" C=\"DET-1\"/>"),
            states(8_000, 8_000))
        .with("TASKDATA/TASKDATA.XML", SECTIONS.getBytes(StandardCharsets.ISO_8859_1))
        .write(file);

    try (MachineFileArchive archive = MachineFileArchive.open(file, folder)) {
      assertThat(archive.files())
          .extracting(MachineFile::name)
          .containsExactly("TASKDATA/TLG00001-applied", "TASKDATA/TLG00001-planted");
    }
  }
}
