package io.headland.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.demo.story.Step;
import io.headland.demo.story.Story;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo as it is started from a shell: as a process.
@Timeout(300)
class DemoIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void playsTheStoryOnceAndSaysThatEveryStepHeld() throws IOException, InterruptedException {
    try (DemoProcess demo = DemoProcess.start(folder, "--once")) {
      String table = demo.readAll();

      assertThat(demo.awaitExit()).as(table + demo.err()).isZero();
      assertThat(table.lines())
          .filteredOn(line -> line.contains("  ok      "))
          .hasSameSizeAs(Story.steps());
      assertThat(table)
          .contains(Story.steps().stream().map(Step::name).toList())
          .contains("%1$d of %1$d steps held, in ".formatted(Story.steps().size()))
          .doesNotContain("FAILED");
      assertThat(demo.temporaryFolders()).isEmpty();
    }
  }

  @Test
  void staysUpPrintsLinesThatWorkAsTheyAreAndStopsCleanly()
      throws IOException, InterruptedException {
    Stream.of("curl", "sed", "tr", "head").forEach(DemoIT::require);
    try (DemoProcess demo = DemoProcess.start(folder, "--port=0", "--simulator-port=0")) {
      String announcement = demo.readUntil("Ready.");
      ProcessHandle postgres = demo.postgres();

      assertOutcomes(Shell.run(folder, pasted(announcement)));
      assertThat(postgres.isAlive()).isTrue();

      demo.askToStop();
      assertThat(demo.awaitExit()).as(demo.err()).isZero();
      assertThat(isGone(postgres)).as("the database is gone with the demo").isTrue();
      assertThat(demo.temporaryFolders()).isEmpty();
    }
  }

  @Test
  void keepsANamedFolderAndFindsItsDataThere() throws IOException, InterruptedException {
    String dataDir = "--data-dir=" + folder.resolve("kept");
    for (String round : List.of("first", "second")) {
      try (DemoProcess demo =
          DemoProcess.start(folder.resolve(round), "--port=0", "--simulator-port=0", dataDir)) {
        demo.readUntil("Ready.");
        demo.askToStop();
        assertThat(demo.awaitExit()).as(demo.err()).isZero();
      }
    }
    assertThat(folder.resolve("kept/postgres")).isDirectory();
  }

  @Test
  void saysWhichPortIsTakenAndHowToGiveAnother() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String option : List.of("--port", "--simulator-port")) {
        try (DemoProcess demo =
            DemoProcess.start(folder.resolve(option), "--once", option + "=" + port)) {
          assertThat(demo.awaitExit()).isEqualTo(1);
          assertThat(demo.err().lines())
              .singleElement()
              .asString()
              .contains("Port " + port + " is taken")
              .contains(option + ".");
          assertThat(demo.temporaryFolders()).isEmpty();
        }
      }
    }
  }

  /// `pg_ctl` returns when the database is shut down, a moment before its process is gone. One that
  /// is gone, but that nobody has reaped yet, has no command.
  private static boolean isGone(ProcessHandle process) {
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    return !process.isAlive() || process.info().command().isEmpty();
  }

  private static void require(String program) {
    try {
      Shell.require(program);
    } catch (IOException e) {
      throw new AssertionError("bash is needed to run the lines that the demo prints", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// What stands between the headline and the blank line at the end, remarks and all.
  private static List<String> pasted(String announcement) {
    return announcement
        .lines()
        .dropWhile(line -> !line.startsWith("Lines to paste"))
        .skip(2)
        .takeWhile(line -> !line.isEmpty())
        .toList();
  }

  private static void assertOutcomes(List<String> printed) {
    assertThat(printed).hasSize(15);
    assertThat(json(printed, 0).path("status").asString()).isEqualTo("OK");
    assertThat(json(printed, 0).path("clientSecret").asString()).isEqualTo("********");
    assertThat(json(printed, 1).path("connectedOrganizations").size()).isPositive();
    assertThat(json(printed, 1).path("notConnectedOrganizations").size()).isPositive();
    assertThat(json(printed, 2).size()).isEqualTo(12);
    assertStatus(json(printed, 3), "PREVIEW");
    assertStatus(json(printed, 4), "SELECTED");
    assertThat(json(printed, 5)).isEqualTo(json(printed, 2));
    assertThat(json(printed, 6).path(0).path("state").asString()).isEqualTo("UNCHANGED");
    assertThat(json(printed, 6).path(0).path("providerCalls").asInt()).isEqualTo(1);
    assertThat(printed.get(7)).isEqualTo("answered 200");
    assertThat(json(printed, 8).size()).isEqualTo(12);
    assertStatus(json(printed, 9), "BLOCKED");
    assertThat(json(printed, 9).path("blockedReason").asString()).isEqualTo("NOT_CONNECTED");
    assertThat(json(printed, 9).path("managementUri").asString()).endsWith("/select-organizations");
    assertThat(json(printed, 10).path("errorKey").asString()).isEqualTo("organizationBlocked");
    assertThat(printed.get(11)).isEqualTo("answered 200");
    assertThat(json(printed, 12).size()).isEqualTo(12);
    assertStatus(json(printed, 13), "SELECTED");
    assertThat(json(printed, 14).size()).isPositive();
  }

  private static void assertStatus(JsonNode organization, String status) {
    assertThat(organization.path("status").asString()).isEqualTo(status);
  }

  private static JsonNode json(List<String> printed, int line) {
    return JSON.readTree(printed.get(line));
  }
}
