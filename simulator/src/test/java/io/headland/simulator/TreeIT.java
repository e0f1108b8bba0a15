package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TreeIT {
  private static final String ORG = "/platform/organizations/1001";

  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void leadsFromClientsThroughFarmsAndFieldsToBoundaries() {
    JsonNode client = only(ORG + "/clients");
    JsonNode farm = only(GrowerBrowser.link(client, "farms").orElseThrow());
    JsonNode field = only(GrowerBrowser.link(farm, "fields").orElseThrow());
    JsonNode boundary = only(GrowerBrowser.link(field, "boundaries").orElseThrow());
    JsonNode active = browser.getJson(GrowerBrowser.link(field, "activeBoundary").orElseThrow());

    assertThat(client.path("name").asString()).isEqualTo("Ames");
    assertThat(farm.path("clientUri").asString()).endsWith("/organizations/1001/clients/c1");
    assertThat(field.path("lastModifiedTime").asString()).isEqualTo("2025-03-01T08:00:00Z");
    assertThat(active).isEqualTo(boundary);
    assertThat(boundary.path("area").path("valueAsDouble").asDouble()).isBetween(93.0, 94.0);
    assertThat(boundary.path("multipolygons").get(0).path("rings").get(0).path("points").size())
        .isEqualTo(5);
    assertThat(only(GrowerBrowser.link(field, "clients").orElseThrow())).isEqualTo(client);
    assertThat(only(GrowerBrowser.link(field, "farms").orElseThrow())).isEqualTo(farm);
    assertThat(only(GrowerBrowser.link(farm, "clients").orElseThrow())).isEqualTo(client);
    assertThat(only(ORG + "/boundaries")).isEqualTo(boundary);
  }

  @Test
  void filtersArchivedRecordsInAnySpelling() {
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields?recordFilter=AVAILABLE")))
        .containsExactly("e1");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields?recordFilter=archived")))
        .containsExactly("e2");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields?recordFilter=all")))
        .containsExactly("e1", "e2");
    assertThat(browser.get(ORG + "/fields?recordFilter=old").statusCode()).isEqualTo(400);
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields?farmName=home&fieldName=NOR")))
        .containsExactly("e1");
  }

  @Test
  void embedsParentsOnRequest() {
    JsonNode field = only(ORG + "/fields?embed=clients,farms,activeBoundary");

    assertThat(field.path("clients").path("@type").asString()).isEqualTo("Clients");
    assertThat(field.path("clients").path("clients").get(0).path("id").asString()).isEqualTo("c1");
    assertThat(field.path("farms").path("farms").get(0).path("id").asString()).isEqualTo("f1");
    assertThat(field.path("activeBoundary").path("id").asString()).isEqualTo("b1");
  }

  @Test
  void answersOtherKindsWithEmptyListsAndOrganizationFieldOperationsWith403() {
    assertThat(browser.getJson(ORG + "/flags").path("total").asInt()).isZero();
    // The application of this world does not have the scope for machines.
    assertThat(browser.get(ORG + "/machines").statusCode()).isEqualTo(403);
    assertThat(browser.get(ORG + "/fieldOperations").statusCode()).isEqualTo(403);
    assertThat(browser.get(ORG + "/fields/none").statusCode()).isEqualTo(404);
  }

  private JsonNode only(String target) {
    JsonNode list = browser.getJson(target);
    assertThat(list.path("values").size()).isEqualTo(1);
    return list.path("values").get(0);
  }
}
