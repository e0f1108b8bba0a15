package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.fault.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListFaultsIT {
  private final TrimbleBrowser trimble =
      TrimbleBrowser.to(
          SimulatorOptions.defaults()
              .withOrganizations(30)
              .withTrimbleFields(60)
              .withTrimblePageSize(20));
  private final GrowerBrowser deere = GrowerBrowser.at(trimble.simulator());

  @AfterEach
  void close() {
    trimble.close();
    deere.close();
  }

  @Test
  void repeatsTheRecordsOfThePageBeforeUnderTheRightLinks() {
    deere.refreshToken();
    JsonNode first = deere.getJson("/platform/organizations");
    String second = GrowerBrowser.link(first, "nextPage").orElseThrow();
    deere.control().addFault(Fault.repeatedPage());
    JsonNode repeated = deere.getJson(second, "Accept-Encoding", "identity");

    assertThat(GrowerBrowser.ids(repeated)).isEqualTo(GrowerBrowser.ids(first));
    assertThat(GrowerBrowser.link(repeated, "nextPage").orElseThrow()).contains("pageOffset=20");
    assertThat(GrowerBrowser.ids(deere.getJson(second))).isNotEqualTo(GrowerBrowser.ids(first));
  }

  @Test
  void repeatsAPageOfTrimbleUnderTheRightBookmark() {
    String fields = "/resources/" + trimble.organization() + "/fields";
    deere.control().addFault(Fault.repeatedPage().onPath("*bookmark=*"));
    List<String> walked = TrimbleBrowser.texts(trimble.walk(fields), "id");

    assertThat(walked).hasSize(60);
    assertThat(walked.subList(20, 40)).isEqualTo(walked.subList(0, 20));
    assertThat(TrimbleBrowser.texts(trimble.walk(fields), "id")).doesNotHaveDuplicates();
  }

  @Test
  void leavesRecordsOutOnceOrAlways() {
    String fields = "/resources/" + trimble.organization() + "/fields";
    deere.control().addFault(Fault.missingRecords(0.25).onPath("*/fields*"));
    assertThat(trimble.walk(fields)).hasSize(55);
    assertThat(trimble.walk(fields)).hasSize(60);

    deere.control().addFault(Fault.missingRecords(0.25).onPath("*/fields*").always());
    List<JsonNode> fewer = trimble.walk(fields);
    assertThat(fewer).hasSize(45);
    assertThat(trimble.walk(fields)).isEqualTo(fewer);
  }

  @Test
  void leavesOutAtLeastOneAndWhatIsNoListAlone() {
    deere.refreshToken();
    String body = "{\"effect\":\"missingRecords\",\"records\":0.01,\"times\":\"always\"}";
    assertThat(deere.call("POST", "/_simulator/faults", body).body()).contains("missingRecords");
    JsonNode page = deere.getJson("/platform/organizations");
    assertThat(GrowerBrowser.ids(page)).hasSize(9);
    assertThat(page.path("total").asInt()).isEqualTo(30);
    String id = GrowerBrowser.ids(page).getFirst();
    assertThat(deere.getJson("/platform/organizations/" + id).path("id").asString()).isEqualTo(id);
  }
}
