package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.johndeere.world.WorldFile;
import io.headland.simulator.johndeere.world.WorldSeed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismIT {
  private static final SimulatorOptions OPTIONS =
      SimulatorOptions.defaults()
          .withSeed(11)
          .withOrganizations(40)
          .withClock(Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC))
          .withLinkBase(URI.create("https://sandboxapi.deere.com"))
          .withConnectionsBase(URI.create("https://connections.deere.com"));

  @Test
  void answersWithTheSameBytesForTheSameSeed() {
    assertThat(story(OPTIONS)).isEqualTo(story(OPTIONS));
  }

  @Test
  void answersWithTheSameBytesInAnotherJvm(@TempDir Path directory) throws IOException {
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");
    // The iteration order of immutable sets and maps of the JDK differs from JVM to JVM.
    ChildJvm.run(List.of("-XX:TieredStopAtLevel=1"), SeededRequests.class, one.toString());
    ChildJvm.run(List.of("-XX:TieredStopAtLevel=1"), SeededRequests.class, other.toString());

    assertThat(Files.size(one)).isPositive();
    assertThat(other).hasSameBinaryContentAs(one);
  }

  @Test
  void growsClientsFarmsAndFieldsBeneathAnOrganizationThatIsNotConnected() {
    try (GrowerBrowser browser = GrowerBrowser.to(SimulatorOptions.defaults())) {
      String id = GrowerBrowser.ids(browser.getJson("/platform/organizations")).get(1);
      String fields = "/platform/organizations/" + id + "/fields?recordFilter=all";
      assertThat(browser.get(fields).statusCode()).isEqualTo(403);

      browser.control().connect(id);
      assertThat(browser.getJson(fields).path("total").asInt()).isEqualTo(4);
      assertThat(browser.getJson("/platform/organizations/" + id + "/farms").path("total").asInt())
          .isOne();
    }
  }

  @Test
  void answersOtherwiseForAnotherSeed() {
    assertThat(story(OPTIONS.withSeed(12))).isNotEqualTo(story(OPTIONS));
  }

  @Test
  void growsEveryOddityInASmallWorld() {
    try (GrowerBrowser browser =
        GrowerBrowser.to(SimulatorOptions.defaults().withOrganizations(8))) {
      String body = browser.get("/platform/organizations").body();

      assertThat(body)
          .contains("\"connections\"")
          .contains("\"manage_connections\"")
          .contains("\"member\":false")
          .contains("\"type\":\"dealer\"")
          .contains("\"name\":\"---\"");
    }
  }

  @Test
  void keepsSeveralInOneProgramApart() {
    try (GrowerBrowser one = GrowerBrowser.to(OPTIONS);
        GrowerBrowser other = GrowerBrowser.to(OPTIONS)) {
      one.control()
          .removeOrganization(GrowerBrowser.ids(one.getJson("/platform/organizations")).getFirst());

      assertThat(one.getJson("/platform/organizations").path("total").asInt()).isEqualTo(39);
      assertThat(other.getJson("/platform/organizations").path("total").asInt()).isEqualTo(40);
    }
  }

  @Test
  void givesEachUserOrganizationsOfTheirOwn() {
    try (GrowerBrowser browser = GrowerBrowser.to(SimulatorOptions.defaults().withUsers(3))) {
      assertThat(browser.control().world().organizations()).hasSize(36);
      assertThat(browser.getJson("/platform/organizations").path("total").asInt()).isEqualTo(12);
    }
  }

  @Test
  void writesAGeneratedWorldThatReadsBackAsItWas() {
    String written = WorldFile.write(new WorldSeed(3, 20, 2, 6).generate()).toString();

    assertThat(WorldFile.write(WorldFile.parse(written)).toString()).isEqualTo(written);
  }

  private static List<String> story(SimulatorOptions options) {
    try (GrowerBrowser browser = GrowerBrowser.to(options)) {
      List<String> bodies = new ArrayList<>();
      String id = GrowerBrowser.ids(browser.getJson("/platform/organizations")).getFirst();
      for (String target :
          List.of(
              "/platform/",
              "/platform/organizations",
              "/platform/organizations?pageOffset=10&itemLimit=10",
              "/platform/organizations/" + id,
              "/platform/organizations/" + id + "/fields?embed=clients,farms",
              "/platform/organizations/" + id + "/boundaries",
              "/platform/users/@currentUser",
              "/platform/nothing")) {
        bodies.add(browser.get(target).body());
      }
      bodies.add(
          GrowerBrowser.header(
              browser.get("/platform/organizations", "x-deere-signature", ""),
              "x-deere-signature"));
      return bodies;
    }
  }
}
