package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrimbleControlApiIT {
  private static final String TRIMBLE = "/_simulator/trimble";

  private final TrimbleBrowser browser = TrimbleBrowser.to(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void authorizesRenamesAndAddsOrganizations() {
    String id = browser.organization();
    assertThat(post("/organizations/" + id + "/unauthorize", "").statusCode()).isEqualTo(200);
    assertThat(ids()).hasSize(2).doesNotContain(id);
    post("/organizations/" + id + "/authorize", "");
    post("/organizations/" + id + "/rename", "{\"name\":\"Juniper Farms\"}");
    post("/organizations", "{\"name\":\"Katsura Land\"}");

    assertThat(TrimbleBrowser.texts(browser.walk("/config/organizations"), "name"))
        .hasSize(4)
        .contains("Juniper Farms", "Katsura Land");
    assertThat(
            GrowerBrowser.json(browser.call("GET", TRIMBLE + "/organizations", ""))
                .path("organizations")
                .size())
        .isEqualTo(4);
    assertThat(post("/organizations/none/authorize", "").statusCode()).isEqualTo(404);
  }

  @Test
  void changesWhatLiesBeneathAnOrganization() {
    String id = browser.organization();
    String fields = "/organizations/" + id + "/fields";
    JsonNode added =
        GrowerBrowser.json(
            post(fields, "{\"client\":\"Boone\",\"farm\":\"Hill\",\"name\":\"Top\"}"));
    String field = added.path("id").asString();
    post(fields + "/" + field + "/rename", "{\"name\":\"Peak\"}");
    post(fields + "/" + field + "/boundary/scale", "{\"factor\":2}");

    List<JsonNode> listed = browser.walk("/resources/" + id + "/fields");
    assertThat(listed).hasSize(5);
    assertThat(listed.getLast().path("name").asString()).isEqualTo("Peak");
    assertThat(listed.getLast().path("area").asDouble())
        .isGreaterThan(added.path("boundaries").get(0).path("hectares").asDouble() * 3);
    post(fields + "/" + field + "/archive", "");
    assertThat(browser.walk("/resources/" + id + "/fields")).hasSize(4);
    browser.call("DELETE", TRIMBLE + fields + "/" + field, "");
    assertThat(browser.walk("/resources/" + id + "/fields")).hasSize(4);
  }

  @Test
  void issuesAndRevokesGrants() {
    String token = GrowerBrowser.json(post("/grants", "{}")).path("refreshToken").asString();
    assertThat(browser.refresh(token).statusCode()).isEqualTo(200);
    assertThat(post("/grants/revoke", "{\"refreshToken\":\"" + token + "\"}").statusCode())
        .isEqualTo(200);
    assertThat(post("/grants/revoke", "{\"refreshToken\":\"none\"}").statusCode()).isEqualTo(404);
  }

  private List<String> ids() {
    return TrimbleBrowser.texts(browser.walk("/config/organizations"), "id");
  }

  private HttpResponse<String> post(String path, String body) {
    return browser.call("POST", TRIMBLE + path, body);
  }
}
