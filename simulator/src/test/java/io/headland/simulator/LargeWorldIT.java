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
    try (Visitor visitor = Visitor.to(options)) {
      String id = Visitor.ids(visitor.getJson("/platform/organizations")).getFirst();
      String fields = "/platform/organizations/" + id + "/fields?recordFilter=all&itemLimit=100";
      JsonNode page = visitor.getJson(fields + "&pageOffset=999950");

      assertThat(page.path("total").asInt()).isEqualTo(1_000_000);
      assertThat(Visitor.ids(page)).hasSize(50);
      String last = Visitor.ids(page).getLast();
      visitor.control().fieldData(id).renameField(last, "The last one");
      assertThat(visitor.getJson(fields + "&pageOffset=999999").toString())
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
    try (Visitor visitor = Visitor.to(options)) {
      assertThat(visitor.control().world().organizations()).hasSize(10_000);
      assertThat(visitor.getJson("/platform/organizations").path("total").asInt()).isEqualTo(20);
    }
  }
}
