package io.headland.server.core.machinefile.isoxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointSources;
import io.headland.server.core.machinefile.archive.MachineFileArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Task sets of real controllers. The files are not part of this repository: without them there is
/// no result.
class TaskSetSampleFilesTest {
  private static final Path FOLDER = Path.of("../../shared/data/isoxml");

  @TempDir private Path workFolder;

  @BeforeEach
  void requireFiles() {
    assumeTrue(Files.isDirectory(FOLDER), "the sample files are not present");
  }

  private static List<String> logs(String file) throws Exception {
    List<String> logs = new ArrayList<>();
    try (OpenTaskSet open = OpenTaskSet.of(FOLDER.resolve(file))) {
      TaskSet tasks = open.tasks();
      for (TaskSet.Log log : tasks.logs()) {
        try (TimeLogReader records = tasks.records(log)) {
          long located = 0;
          while (records.next()) {
            located += records.hasPosition() ? 1 : 0;
          }
          logs.add(
              "version %d, %s, %s: %d records, %d with a position, last %.4f %.4f"
                  .formatted(
                      tasks.version(),
                      log.task(),
                      log.name(),
                      records.records(),
                      located,
                      records.latitude(),
                      records.longitude()));
        }
      }
    }
    return logs;
  }

  private List<String> files(String file) throws Exception {
    List<String> files = new ArrayList<>();
    try (MachineFileArchive archive = MachineFileArchive.open(FOLDER.resolve(file), workFolder)) {
      for (MachineFile each : archive.files()) {
        files.add(each.name() + ": " + described(each));
      }
    }
    return files;
  }

  private static String described(MachineFile file) throws Exception {
    MachineFileDescription description;
    try {
      description = file.describe();
    } catch (MachineFileException e) {
      return String.valueOf(e.getMessage());
    }
    double[] sums = new double[2];
    long points =
        PointSources.read(
            file.points(),
            row -> {
              double hectares = row.get(PointProperty.AREA) / 10_000;
              sums[0] += hectares;
              double rate = row.get(PointProperty.APPLIED_RATE);
              sums[1] += Double.isNaN(rate) ? 0 : rate * hectares;
            });
    return "%s %s of %s on %s: %d points, %.4f ha, %.1f L"
        .formatted(
            description.type(),
            description.products().getFirst().name(),
            description.machinery().getFirst().name(),
            description.place(),
            points,
            sums[0],
            sums[1]);
  }

  @Test
  void describesTheWorkOfASprayer() throws Exception {
    String work =
        "APPLIED RoundUp of JD_ISOBUS_SPRAYER on OriginalPlace[grower=North America, farm=Iowa,"
            + " field=73.67ac Field]";

    // The sprayer is off in both logs, except before the second states its first state: its own
    // total of the area (116) does not grow in either.
    assertThat(files("sprayer-short.zip"))
        .containsExactly(
            "TASKDATA/TLG00014: " + work + ": 4 points, 0.0000 ha, 0.0 L",
            "TASKDATA/TLG00016: " + work + ": 139 points, 0.0007 ha, 0.0 L");
  }

  @Test
  void aLogOfATractorAloneIsOfAnUnknownType() throws Exception {
    assertThat(files("taskdata-207-records.zip"))
        .allSatisfy(
            each ->
                assertThat(each)
                    .startsWith(
                        "TASKDATA/TLG00001: unsupported operation type: unknown; the time log"))
        .hasSize(1);
    assertThat(files("kverneland.zip"))
        .hasSize(6)
        .allSatisfy(
            each -> assertThat(each).contains("unsupported operation type: unknown; the time log"));
    assertThat(files("task-full.zip"))
        .containsExactly(
            "TASKDATA/TASKDATA: The task set has no time logs; export it from the terminal after"
                + " the work.");
  }

  @Test
  void readsExternalFilesOfVersion4() throws Exception {
    assertThat(logs("taskdata-207-records.zip"))
        .containsExactly(
            "version 4, TSK-1, TLG00001: 207 records, 207 with a position, last 45.5278 9.5779");
  }

  @Test
  void readsLogsWithManySections() throws Exception {
    assertThat(logs("sprayer-short.zip"))
        .containsExactly(
            "version 3, TSK4, TLG00014: 4 records, 4 with a position, last 41.8493 -93.8214",
            "version 3, TSK4, TLG00016: 139 records, 139 with a position, last 41.8501 -93.8209");
  }

  @Test
  void readsLogsWithoutPositions() throws Exception {
    assertThat(logs("kverneland.zip"))
        .hasSize(6)
        .allSatisfy(log -> assertThat(log).contains("1 records, 0 with a position"));
  }

  @Test
  void aTaskSetWithoutLogsIsRead() throws Exception {
    assertThat(logs("task-full.zip")).isEmpty();
  }
}
