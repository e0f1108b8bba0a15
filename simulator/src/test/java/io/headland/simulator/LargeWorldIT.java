package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LargeWorldIT {
  @Test
  void turnsToTheLastPageOfAMillionFieldsAndChangesOneOfThem() {
    SimulatorOptions options =
        SimulatorOptions.defaults().withOrganizations(1).withFields(1_000_000);
    try (GrowerBrowser browser = GrowerBrowser.to(options)) {
      String id = GrowerBrowser.ids(browser.getJson("/platform/organizations")).getFirst();
      String fields = "/platform/organizations/" + id + "/fields?recordFilter=all&itemLimit=100";
      JsonNode page = browser.getJson(fields + "&pageOffset=999950");

      assertThat(page.path("total").asInt()).isEqualTo(1_000_000);
      assertThat(GrowerBrowser.ids(page)).hasSize(50);
      String last = GrowerBrowser.ids(page).getLast();
      browser.control().fieldData(id).renameField(last, "The last one");
      assertThat(browser.getJson(fields + "&pageOffset=999999").toString())
          .contains("The last one");
    }
  }

  @Test
  void listsAMillionFieldsUnpagedAndFilteredInASmallHeap() {
    String printed =
        ChildJvm.run(List.of("-Xmx256m"), LargeWorldReader.class, Integer.toString(1_000_000));

    assertThat(printed).contains("unpaged=1000000").containsPattern("filtered=1?\\d{3,4}\\s");
  }

  @Test
  void givesEachOfManyUsersTheirOwnAmongManyOrganizations() {
    SimulatorOptions options =
        SimulatorOptions.defaults().withUsers(500).withOrganizations(20).withFields(4);
    try (GrowerBrowser browser = GrowerBrowser.to(options)) {
      assertThat(browser.control().world().organizations()).hasSize(10_000);
      assertThat(browser.getJson("/platform/organizations").path("total").asInt()).isEqualTo(20);
    }
  }
}
