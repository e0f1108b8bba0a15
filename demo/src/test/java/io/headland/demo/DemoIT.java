package io.headland.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.demo.scenario.Scenario;
import io.headland.demo.scenario.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo as a process started from a shell.
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
          .hasSameSizeAs(Scenario.steps());
      assertThat(table)
          .contains(Scenario.steps().stream().map(Step::name).toList())
          .contains("%1$d of %1$d steps passed, in ".formatted(Scenario.steps().size()))
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
      assertThat(Shell.run(folder, readme(announcement)))
          .as("the commands of the README")
          .anyMatch(line -> line.contains("\"state\":\"SUCCEEDED\""))
          .last()
          .asString()
          .contains("\"geometry\"");
      assertThat(postgres.isAlive()).isTrue();

      demo.askToStop();
      assertThat(demo.awaitExit()).as(demo.err()).isZero();
      assertThat(isGone(postgres)).as("the database ended with the demo").isTrue();
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
              .contains("Port " + port + " is in use")
              .contains(option + ".");
          assertThat(demo.temporaryFolders()).isEmpty();
        }
      }
    }
  }

  /// `pg_ctl` returns when the database is shut down, slightly before its process ends. A process
  /// that has ended and was not reaped yet has no command.
  private static boolean isGone(ProcessHandle process) {
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    return !process.isAlive() || process.info().command().isEmpty();
  }

  private static void require(String program) {
    try {
      Shell.require(program);
    } catch (IOException e) {
      throw new AssertionError("bash is required to run the commands that the demo prints", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The lines between the heading and the blank line at the end, including comments.
  private static List<String> pasted(String announcement) {
    return announcement
        .lines()
        .dropWhile(line -> !line.startsWith("Lines to paste"))
        .skip(2)
        .takeWhile(line -> !line.isEmpty())
        .toList();
  }

  /// The commands of the README, with this server instead of the default one.
  private static List<String> readme(String announcement) throws IOException {
    String server =
        announcement.lines().filter(line -> line.startsWith("SERVER=")).findFirst().orElseThrow();
    return Files.readAllLines(Path.of("..", "README.md")).stream()
        .dropWhile(line -> !line.startsWith("SERVER="))
        .takeWhile(line -> !line.equals("```"))
        .map(line -> line.startsWith("SERVER=") ? server : line)
        .toList();
  }

  private static void assertOutcomes(List<String> all) {
    assertThat(all).hasSize(30);
    assertThat(json(all, 0).path("operationsProcessingRange").asInt()).isEqualTo(240);
    List<String> printed = all.subList(1, all.size());
    assertThat(json(printed, 0).path("status").asString()).isEqualTo("OK");
    assertThat(json(printed, 0).path("clientSecret").asString()).isEqualTo("********");
    assertThat(json(printed, 1).path("connectedOrganizations").size()).isPositive();
    assertThat(json(printed, 1).path("notConnectedOrganizations").size()).isPositive();
    assertThat(json(printed, 2).size()).isEqualTo(12);
    assertLand(printed);
    assertThat(json(printed, 14)).isEqualTo(json(printed, 2));
    assertRun(json(printed, 15), "UNCHANGED");
    assertThat(printed.get(16)).isEqualTo("status 200");
    assertThat(json(printed, 17).size()).isEqualTo(12);
    assertStatus(json(printed, 18), "BLOCKED");
    assertThat(json(printed, 18).path("blockedReason").asString()).isEqualTo("NOT_CONNECTED");
    assertThat(json(printed, 18).path("managementUri").asString())
        .endsWith("/select-organizations");
    assertThat(json(printed, 19).has("endedAt")).isTrue();
    assertThat(json(printed, 20).path("errorKey").asString()).isEqualTo("organizationBlocked");
    assertThat(printed.get(21)).isEqualTo("status 200");
    assertThat(json(printed, 22).size()).isEqualTo(12);
    assertStatus(json(printed, 23), "SELECTED");
    assertThat(json(printed, 24).path("type").asString()).isNotEmpty();
    assertThat(json(printed, 25).at("/properties/totalArea/value").asDouble()).isPositive();
    assertThat(printed.get(26)).isEqualTo("operation.gpkg: status 200");
    assertThat(json(printed, 27).size()).isPositive();
    assertThat(json(printed, 28).path(0).path("callsToday").asInt()).isPositive();
  }

  private static void assertLand(List<String> printed) {
    assertRun(json(printed, 3), "SUCCEEDED");
    assertThat(fields(printed, 4)).isPositive();
    assertThat(json(printed, 5).path("message").asString()).isEqualTo("SUCCESS");
    assertRun(json(printed, 6), "SUCCEEDED");
    assertThat(printed.get(7)).contains("\"geometry\"", "\"PROCESSED\"");
    int passed = json(printed, 8).path("stored").path("fields").asInt();
    assertThat(passed).isPositive();
    assertStatus(json(printed, 9), "PREVIEW");
    assertThat(fields(printed, 10)).isEqualTo(fields(printed, 4) - passed);
    assertStatus(json(printed, 11), "SELECTED");
    assertThat(fields(printed, 12)).isEqualTo(fields(printed, 4));
    assertRun(json(printed, 13), "UNCHANGED");
  }

  private static int fields(List<String> printed, int line) {
    return json(printed, line).path("summaries").path(0).path("fields").asInt();
  }

  private static void assertRun(JsonNode run, String state) {
    assertThat(run.path("state").asString()).isEqualTo(state);
  }

  private static void assertStatus(JsonNode organization, String status) {
    assertThat(organization.path("status").asString()).isEqualTo(status);
  }

  private static JsonNode json(List<String> printed, int line) {
    return JSON.readTree(printed.get(line));
  }
}
