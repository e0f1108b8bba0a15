package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fielddata.TrimbleForms;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Fields and boundaries that are created at Trimble, and records that are read individually.
class TrimbleWritesIT {
  private static final String SQUARE =
      """
      {"type": "Polygon", "coordinates": [[[-93, 41], [-92.99, 41], [-92.99, 41.01], [-93, 41.01], [-93, 41]]]}
      """;

  private final TrimbleBrowser browser =
      TrimbleBrowser.to(SimulatorOptions.defaults().withTrimbleFields(3));
  private final String resources = "/resources/" + browser.organization();

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void createsAFieldInAFarmAndItsBoundary() {
    FieldDataControl fieldData = browser.control().fieldData(browser.organization());
    String farm = fieldData.field(fieldData.addField("Ames", "Home", "South 80")).farm().id();
    HttpResponse<String> created =
        browser.post(
            resources + "/fields",
            "{\"name\": \"North 40\", \"farmId\": \"%s\", \"area\": 92.1}".formatted(farm));
    assertThat(created.statusCode()).isEqualTo(200);
    String id = GrowerBrowser.json(created).path("id").asString();
    assertThat(GrowerBrowser.json(created).at("/links/0/rel").asString()).isEqualTo("self");

    HttpResponse<String> drawn =
        browser.post(
            resources + "/boundaries",
            "{\"fieldId\": \"%s\", \"name\": \"Outline\", \"geometry\": %s}".formatted(id, SQUARE));
    assertThat(drawn.statusCode()).isEqualTo(200);

    JsonNode field = browser.getJson(resources + "/fields/" + id);
    assertThat(field.path("name").asString()).isEqualTo("North 40");
    assertThat(field.path("farmId").asString()).isEqualTo(farm);
    assertThat(field.path("area").asDouble()).isBetween(92.0, 94.0);
    JsonNode boundary =
        browser.getJson(
            resources + "/boundaries/" + GrowerBrowser.json(drawn).path("id").asString());
    assertThat(boundary.path("name").asString()).isEqualTo("Outline");
    assertThat(boundary.path("fieldId").asString()).isEqualTo(id);
    assertThat(boundary.has("links")).isFalse();
  }

  @Test
  void createsAFieldOfNoFarm() {
    HttpResponse<String> created = browser.post(resources + "/fields", "{\"name\": \"Alone\"}");
    assertThat(created.statusCode()).isEqualTo(200);
    JsonNode field =
        browser.getJson(resources + "/fields/" + GrowerBrowser.json(created).path("id").asString());
    assertThat(field.has("farmId")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "not JSON",
        "{\"name\": \"North/40\"}",
        "{\"name\": \"North.40\"}",
        "{\"name\": \"North \\\"40\"}",
        "{\"name\": \"North 40\", \"farmId\": \"none\"}",
        "{\"name\": \"North 40\", \"area\": \"large\"}",
        "{\"name\": \"123456789012345678901234567890123456789012345678901\"}"
      })
  void rejectsAFieldThatIsNotValid(String body) {
    HttpResponse<String> response = browser.post(resources + "/fields", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(GrowerBrowser.json(response).at("/errors/0/message").asString()).isNotBlank();
    assertThat(browser.getJson(resources + "/fields").path("result").size()).isEqualTo(3);
  }

  @Test
  void rejectsANameThatAnotherFieldHas() {
    String taken = browser.getJson(resources + "/fields").at("/result/0/name").asString();
    HttpResponse<String> response =
        browser.post(resources + "/fields", "{\"name\": \"" + taken + "\"}");
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"Point\", \"coordinates\": [1, 2]}",
        "{\"type\": \"Polygon\", \"coordinates\": []}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [0, 1], [1, 1], [1, 0]]]}",
        "{\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [0, 91], [1, 1], [0, 0]]]}"
      })
  void rejectsABoundaryThatIsNotValid(String geometry) {
    String field = browser.getJson(resources + "/fields").at("/result/0/id").asString();
    HttpResponse<String> response =
        browser.post(
            resources + "/boundaries",
            "{\"fieldId\": \"%s\", \"geometry\": %s}".formatted(field, geometry));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(GrowerBrowser.json(response).at("/errors/0/message").asString())
        .startsWith("geometry");
  }

  @Test
  void followsEveryLink() {
    for (TrimbleForms.ParentForm parents : TrimbleForms.ParentForm.values()) {
      browser
          .simulator()
          .control()
          .changeSwitches(s -> s.withTrimbleForms(s.trimbleForms().withParents(parents)));
      Deque<String> toFollow = new ArrayDeque<>(Set.of("/config/organizations"));
      Set<String> followed = new HashSet<>();
      while (!toFollow.isEmpty()) {
        String target = toFollow.remove();
        if (followed.add(target)) {
          HttpResponse<String> response = browser.get(target + "?includeLinks=true");
          assertThat(response.statusCode()).as(target).isEqualTo(200);
          GrowerBrowser.json(response)
              .findValues("href")
              .forEach(
                  href -> toFollow.add(href.asString().replaceAll(".*/externalApi/3[.]0", "")));
        }
      }
      assertThat(followed).hasSizeGreaterThan(8);
    }
  }
}
