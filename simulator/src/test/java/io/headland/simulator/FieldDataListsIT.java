package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fielddata.RingDefect;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FieldDataListsIT {
  private static final String ORG = "/platform/organizations/1001";
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  private final GrowerBrowser browser =
      GrowerBrowser.to(Worlds.options().withClock(Clock.fixed(NOW, ZoneOffset.UTC)));
  private final FieldDataControl fieldData = browser.control().fieldData("1001");

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void addsAFieldAndWhateverItLiesBeneath() {
    String known = fieldData.addField("Ames", "Home", "West");
    String fresh = fieldData.addField("Boone", "Hill", "Top");

    assertThat(field(known).path("farms").path("farms").get(0).path("id").asString())
        .isEqualTo("f1");
    assertThat(field(fresh).path("clients").path("clients").get(0).path("name").asString())
        .isEqualTo("Boone");
    assertThat(field(fresh).path("lastModifiedTime").asString()).isEqualTo(NOW.toString());
    assertThat(field(fresh).path("activeBoundary").path("area").path("valueAsDouble").asDouble())
        .isPositive();
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/clients"))).hasSize(2).startsWith("c1");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields")))
        .containsExactly("e1", known, fresh);
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/farms/f1/fields")))
        .containsExactly("e1", known);
  }

  @Test
  void renamesFieldsFarmsAndClients() {
    fieldData.renameField("e1", "North 80");
    fieldData.renameFarm("f1", "Homestead");
    fieldData.renameClient("c1", "Adel");

    JsonNode field = field("e1");
    assertThat(field.path("name").asString()).isEqualTo("North 80");
    assertThat(field.path("lastModifiedTime").asString()).isEqualTo(NOW.toString());
    assertThat(browser.getJson(ORG + "/farms/f1").path("name").asString()).isEqualTo("Homestead");
    assertThat(browser.getJson(ORG + "/clients/c1").path("name").asString()).isEqualTo("Adel");
  }

  @Test
  void movesAFieldToAnotherFarmAndBack() {
    String farm = fieldData.field(fieldData.addField("Ames", "River", "Flat")).farm().id();
    fieldData.moveField("e1", farm);

    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/farms/" + farm + "/fields")))
        .contains("e1")
        .hasSize(2);
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/farms/f1/fields"))).isEmpty();
    fieldData.moveField("e1", "f1");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/farms/f1/fields"))).containsExactly("e1");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/farms/" + farm + "/fields"))).hasSize(1);
  }

  @Test
  void keepsOrRemovesEmptyParentsAsRequested() {
    fieldData.removeField("e1");
    assertThat(browser.get(ORG + "/fields/e1").statusCode()).isEqualTo(404);
    assertThat(browser.get(ORG + "/farms/f1").statusCode()).isEqualTo(200);

    fieldData.removeFieldAndEmptyParents("e2");
    assertThat(browser.get(ORG + "/farms/f1").statusCode()).isEqualTo(404);
    assertThat(browser.get(ORG + "/clients/c1").statusCode()).isEqualTo(404);
    assertThat(fieldData.fieldCount()).isZero();
  }

  @Test
  void archivesAndUnarchivesAField() {
    fieldData.archiveField("e1");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields"))).isEmpty();
    fieldData.unarchiveField("e1");
    fieldData.unarchiveField("e2");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields"))).containsExactly("e1", "e2");
  }

  @Test
  void reshapesABoundaryUnderItsId() {
    fieldData.shiftBoundary("e1", 0.5, -0.25);
    JsonNode shifted = field("e1").path("activeBoundary");
    assertThat(shifted.path("id").asString()).isEqualTo("b1");
    assertThat(shifted.path("modifiedTime").asString()).isEqualTo(NOW.toString());
    assertThat(shifted.path("extent").path("topLeft").path("lat").asDouble()).isEqualTo(41.51);

    double before = shifted.path("area").path("valueAsDouble").asDouble();
    fieldData.scaleBoundary("e1", 2);
    assertThat(field("e1").path("activeBoundary").path("area").path("valueAsDouble").asDouble())
        .isBetween(before * 3.9, before * 4.1);
    fieldData.addHole("e1");
    assertThat(rings("e1").get(1).path("type").asString()).isEqualTo("interior");
  }

  @Test
  void replacesAndRemovesABoundary() {
    String id = fieldData.replaceBoundary("e1");
    assertThat(GrowerBrowser.ids(browser.getJson(ORG + "/fields/e1/boundaries")))
        .containsExactly(id);
    fieldData.removeBoundary("e1");
    assertThat(field("e1").has("activeBoundary")).isFalse();
    assertThat(browser.getJson(ORG + "/boundaries").path("total").asInt()).isZero();
    assertThatThrownBy(() -> fieldData.scaleBoundary("e1", 2))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("active boundary");
  }

  @Test
  void spoilsABoundaryInEachWay() {
    fieldData.invalidateBoundary("e1", RingDefect.NOT_CLOSED);
    assertThat(rings("e1").get(0).path("points").size()).isEqualTo(4);
    fieldData.invalidateBoundary("e1", RingDefect.BOW_TIE);
    assertThat(rings("e1").get(0).path("points").size()).isEqualTo(5);
    fieldData.invalidateBoundary("e1", RingDefect.TOO_FEW_POINTS);
    assertThat(rings("e1").get(0).path("points").size()).isEqualTo(3);
    fieldData.invalidateBoundary("e1", RingDefect.NO_POINTS);
    assertThat(rings("e1").get(0).path("points").size()).isZero();
  }

  @Test
  void movesTheTimeOfEachChangeThoughTheClockStandsStill() {
    fieldData.renameField("e1", "One");
    fieldData.renameField("e1", "Two");
    assertThat(field("e1").path("lastModifiedTime").asString())
        .isEqualTo(NOW.plusMillis(1).toString());
  }

  private JsonNode field(String id) {
    return browser.getJson(ORG + "/fields/" + id + "?embed=clients,farms,activeBoundary");
  }

  private JsonNode rings(String id) {
    return field(id).path("activeBoundary").path("multipolygons").get(0).path("rings");
  }
}
