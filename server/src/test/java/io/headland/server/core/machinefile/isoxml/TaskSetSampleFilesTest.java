package io.headland.server.core.machinefile.isoxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Task sets of real controllers. The files are not part of this repository: without them there is
/// no result.
class TaskSetSampleFilesTest {
  private static final Path FOLDER = Path.of("../../shared/data/isoxml");

  @BeforeEach
  void requireFiles() {
    assumeTrue(Files.isDirectory(FOLDER), "the sample files are not present");
  }

  private static List<String> logs(String file) throws Exception {
    List<String> logs = new ArrayList<>();
    try (TaskSet tasks = TaskSet.open(FOLDER.resolve(file))) {
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
