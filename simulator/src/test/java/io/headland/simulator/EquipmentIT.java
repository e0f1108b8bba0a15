package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.johndeere.world.OperationForms;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EquipmentIT {
  private final GrowerBrowser browser = GrowerBrowser.toDefaults();
  private final String org =
      GrowerBrowser.ids(browser.getJson("/platform/organizations")).getFirst();

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void listsMachinesAndImplementsOfAnOrganization() {
    JsonNode all = browser.getJson("/isg/equipment?organizationIds=" + org);
    JsonNode implementsOnly =
        browser.getJson("/isg/equipment?categories=Implement&organizationIds=" + org);

    assertThat(all.path("total").asInt()).isEqualTo(5);
    JsonNode combine = all.path("values").get(2);
    assertThat(combine.path("@type").asString()).isEqualTo("Machine");
    assertThat(combine.path("modelYear").isString()).isTrue();
    assertThat(combine.path("make").path("name").asString()).isEqualTo("JOHN DEERE");
    assertThat(combine.path("organization").get(0).path("id").asString()).isEqualTo(org);
    assertThat(GrowerBrowser.ids(implementsOnly)).hasSize(2);
    String self = GrowerBrowser.link(combine, "self").orElseThrow();
    assertThat(browser.getJson(self)).isEqualTo(combine);
    HttpResponse<String> page =
        browser.get("/isg/equipment?organizationIds=" + org + "&itemLimit=2&pageOffset=4");
    assertThat(GrowerBrowser.header(page, "Content-Type")).startsWith("application/json");
    assertThat(GrowerBrowser.ids(GrowerBrowser.json(page))).hasSize(1);
    assertThat(browser.getJson("/isg/equipment").path("total").asInt()).isGreaterThan(5);
  }

  @Test
  void namesTheMachinesAndOperatorsOfOperations() {
    String field =
        GrowerBrowser.ids(
                browser.getJson("/platform/organizations/" + org + "/fields?embed=activeBoundary"))
            .getFirst();
    JsonNode used =
        browser
            .getJson("/platform/organizations/%s/fields/%s/fieldOperations".formatted(org, field))
            .path("values")
            .get(2)
            .path("fieldOperationMachines")
            .get(0);
    JsonNode operators = browser.getJson("/platform/organizations/" + org + "/operators");

    JsonNode machine =
        browser
            .getJson("/isg/equipment?principalIds=" + used.path("machineId").asString())
            .path("values")
            .get(0);
    assertThat(machine.path("ERID")).isEqualTo(used.path("erid"));
    assertThat(machine.path("serialNumber")).isEqualTo(used.path("vin"));
    assertThat(GrowerBrowser.ids(operators))
        .hasSize(3)
        .contains(used.path("operators").get(0).path("operatorId").asString());
    assertThat(operators.path("values").get(0).has("dateModified")).isTrue();
  }

  @Test
  void listsCropTypesWithDensityAndMoisture() {
    HttpResponse<String> response = browser.get("/platform/cropTypes", "x-deere-signature", "");
    JsonNode corn = GrowerBrowser.json(response).path("values").get(0);

    assertThat(corn.path("id").asString()).isEqualTo("173");
    assertThat(corn.path("name").asString()).isEqualTo("CORN_WET");
    assertThat(corn.path("densityFactor").path("valueAsDouble").asDouble()).isEqualTo(25.4);
    String signature = GrowerBrowser.header(response, "x-deere-signature");
    assertThat(browser.get("/platform/cropTypes", "x-deere-signature", signature).statusCode())
        .isEqualTo(304);
    assertThat(browser.get("/platform/organizations/" + org + "/cropTypes").statusCode())
        .isEqualTo(200);
  }

  @Test
  void deniesEquipmentWithoutScopeOrRelation() {
    browser.control().withholdRels(org, "machines");
    assertThat(browser.get("/isg/equipment?organizationIds=" + org).statusCode()).isEqualTo(403);
    assertThat(browser.call("GET", "/isg/equipment", "").statusCode()).isEqualTo(401);
    assertThat(browser.get("/isg/other").statusCode()).isEqualTo(404);
    try (GrowerBrowser poor = GrowerBrowser.to(Worlds.options())) {
      assertThat(poor.get("/isg/equipment").statusCode()).isEqualTo(403);
      assertThat(poor.get("/platform/organizations/1001/operators").statusCode()).isEqualTo(200);
      assertThat(poor.get("/platform/organizations/1002/operators").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void listsWhatWasRemovedOrRenamedAccordingly() {
    String machinery = "/_simulator/organizations/" + org + "/machinery";
    JsonNode all = browser.getJson(machinery);
    String machine = all.at("/machines/0/id").asString();
    String implement = all.at("/implements/1/id").asString();
    String operator = all.at("/operators/0/id").asString();

    browser.call("DELETE", machinery + "/" + machine, "");
    browser.call("POST", machinery + "/" + implement + "/rename", "{\"name\": \"Old plough\"}");
    browser.call("DELETE", machinery + "/" + operator, "");

    String equipment = "/isg/equipment?organizationIds=" + org;
    assertThat(GrowerBrowser.ids(browser.getJson(equipment))).hasSize(4).doesNotContain(machine);
    assertThat(browser.getJson(equipment + "&ids=" + implement).at("/values/0/name").asString())
        .isEqualTo("Old plough");
    assertThat(GrowerBrowser.ids(browser.getJson("/platform/organizations/" + org + "/operators")))
        .hasSize(2)
        .doesNotContain(operator);
    assertThat(browser.call("DELETE", machinery + "/" + machine, "").statusCode()).isEqualTo(404);
    browser.call("POST", machinery + "/restore", "{}");
    assertThat(GrowerBrowser.ids(browser.getJson(equipment))).hasSize(5);
    assertThat(browser.getJson(machinery)).isEqualTo(all);
  }

  @Test
  void writesValuesAsAnObjectWhenSwitchedSo() {
    List<String> ids = GrowerBrowser.ids(browser.getJson("/isg/equipment?organizationIds=" + org));
    browser
        .control()
        .changeSwitches(
            s ->
                s.withOperationForms(
                    s.operationForms().withEquipmentList(OperationForms.EquipmentList.OBJECT)));

    JsonNode values = browser.getJson("/isg/equipment?organizationIds=" + org).path("values");
    assertThat(values.isObject()).isTrue();
    assertThat(values.path(ids.getFirst()).path("id").asString()).isEqualTo(ids.getFirst());
    assertThat(values.size()).isEqualTo(5);
  }
}
