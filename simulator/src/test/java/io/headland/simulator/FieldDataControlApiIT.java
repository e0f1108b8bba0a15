package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FieldDataControlApiIT {
  private static final String LAND = "/_simulator/organizations/1001";

  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void addsRenamesMovesAndRemovesFields() {
    JsonNode added =
        json(post("/fields", "{\"client\":\"Boone\",\"farm\":\"Hill\",\"name\":\"Top\"}"));
    String id = added.path("id").asString();
    assertThat(added.path("clientName").asString()).isEqualTo("Boone");
    assertThat(added.path("boundaries").size()).isEqualTo(1);

    assertThat(
            json(post("/fields/" + id + "/rename", "{\"name\":\"Peak\"}")).path("name").asString())
        .isEqualTo("Peak");
    assertThat(
            json(post("/fields/" + id + "/move", "{\"farmId\":\"f1\"}"))
                .path("farmName")
                .asString())
        .isEqualTo("Home");
    String beside =
        json(post("/fields", "{\"farmId\":\"f1\",\"name\":\"Low\"}")).path("id").asString();
    JsonNode page = json(browser.call("GET", LAND + "/fields?offset=2&limit=5", ""));
    assertThat(page.path("total").asInt()).isEqualTo(4);
    assertThat(page.path("fields").get(1).path("id").asString()).isEqualTo(beside);

    browser.call("DELETE", LAND + "/fields/" + id, "");
    assertThat(browser.call("GET", LAND + "/fields/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void renamesClientsAndFarms() {
    post("/clients/c1/rename", "{\"name\":\"Adel\"}");
    post("/farms/f1/rename", "{\"name\":\"Homestead\"}");
    JsonNode field = json(browser.call("GET", LAND + "/fields/e1", ""));
    assertThat(field.path("clientName").asString()).isEqualTo("Adel");
    assertThat(field.path("farmName").asString()).isEqualTo("Homestead");
  }

  @Test
  void changesBoundariesInEveryWay() {
    post("/fields/e1/boundary/shift", "{\"lat\":1,\"lon\":1}");
    post("/fields/e1/boundary/scale", "{\"factor\":0.5}");
    post("/fields/e1/boundary/add-hole", "");
    assertThat(rings().size()).isEqualTo(2);
    post("/fields/e1/boundary/invalidate", "{\"defect\":\"too-few-points\"}");
    assertThat(rings().get(0).path("points").size()).isEqualTo(3);
    post("/fields/e1/boundary/reshape", "{\"rings\":[{\"points\":[[1,2],[3,4]]}]}");
    assertThat(rings().get(0).path("points").get(1).get(0).asDouble()).isEqualTo(3);
    assertThat(boundary().path("id").asString()).isEqualTo("b1");
    post("/fields/e1/boundary/replace", "");
    assertThat(boundary().path("id").asString()).isNotEqualTo("b1");
    post("/fields/e1/boundary/remove", "");
    assertThat(boundary().isMissingNode()).isTrue();
  }

  @Test
  void archivesFieldsAndNamesMistakes() {
    assertThat(json(post("/fields/e1/archive", "")).path("archived").asBoolean()).isTrue();
    assertThat(json(post("/fields/e1/unarchive", "")).path("archived").asBoolean()).isFalse();
    assertThat(post("/fields/none/archive", "").statusCode()).isEqualTo(404);
    assertThat(post("/fields/e1/boundary/invalidate", "{\"defect\":\"ugly\"}").body())
        .contains("bow-tie");
    assertThat(post("/fields/e1/boundary/scale", "{\"factor\":\"2\"}").statusCode()).isEqualTo(400);
  }

  private JsonNode boundary() {
    return json(browser.call("GET", LAND + "/fields/e1", "")).path("boundaries").path(0);
  }

  private JsonNode rings() {
    return boundary().path("rings");
  }

  private HttpResponse<String> post(String path, String body) {
    return browser.call("POST", LAND + path, body);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return GrowerBrowser.json(response);
  }
}
