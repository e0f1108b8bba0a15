package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrimbleListsIT {
  private static final String ORGANIZATIONS = "/config/organizations";

  private final TrimbleBrowser browser =
      TrimbleBrowser.to(
          SimulatorOptions.defaults()
              .withTrimbleUsers(2)
              .withTrimbleOrganizations(5)
              .withTrimbleFields(60)
              .withTrimblePageSize(25));

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void listsWhatTheUserHasAuthorized() {
    List<JsonNode> before = browser.walk(ORGANIZATIONS);
    String id = before.getFirst().path("id").asString();
    browser.control().unauthorize(id);

    assertThat(before).hasSize(5);
    assertThat(before.getFirst().propertyNames())
        .containsExactly("id", "name", "timezoneName", "currencyCode", "isMetric");
    assertThat(browser.walk(ORGANIZATIONS)).hasSize(4);
    assertThat(browser.get("/resources/" + id + "/fields").statusCode()).isEqualTo(403);
    browser.control().authorize(id);
    assertThat(browser.walk(ORGANIZATIONS)).hasSize(5);
  }

  @Test
  void addsLinksOnRequest() {
    JsonNode first = browser.getJson(ORGANIZATIONS + "?includeLinks=true").path("result").get(0);
    assertThat(first.path("links").get(0).path("rel").asString()).isEqualTo("fields");
    assertThat(first.path("links").get(0).path("href").asString())
        .startsWith(browser.simulator().baseUri().toString());
  }

  @Test
  void leadsThroughEveryPageByBookmarks() {
    String resources = "/resources/" + browser.organization();
    JsonNode first = browser.getJson(resources + "/fields");
    List<JsonNode> fields = browser.walk(resources + "/fields");
    List<JsonNode> boundaries = browser.walk(resources + "/boundaries");

    assertThat(first.path("result").size()).isEqualTo(25);
    assertThat(first.path("bookmark").path("moreResults").asString()).isEqualTo("true");
    assertThat(TrimbleBrowser.texts(fields, "id")).hasSize(60).doesNotHaveDuplicates();
    assertThat(TrimbleBrowser.texts(fields, "name")).doesNotHaveDuplicates();
    assertThat(TrimbleBrowser.texts(fields, "id"))
        .containsAll(TrimbleBrowser.texts(boundaries, "fieldId"));
    assertThat(boundaries).hasSizeBetween(40, 60);
    String other = first.path("bookmark").path("token").asString();
    assertThat(browser.get(resources + "/boundaries?bookmark=" + other).statusCode())
        .isEqualTo(400);
  }

  @Test
  void leadsFromFieldsToFarmsAndClients() {
    String resources = "/resources/" + browser.organization();
    List<JsonNode> farms = browser.walk(resources + "/farms");
    List<JsonNode> fields =
        browser.walk(resources + "/fields").stream().filter(f -> f.has("farmId")).toList();

    assertThat(TrimbleBrowser.texts(farms, "id"))
        .containsAll(TrimbleBrowser.texts(fields, "farmId"));
    assertThat(TrimbleBrowser.texts(browser.walk(resources + "/clients"), "id"))
        .containsAll(TrimbleBrowser.texts(farms, "clientId"));
  }

  @Test
  void writesBoundariesAsGeoJson() {
    String organization = browser.organization();
    FieldDataControl fieldData = browser.control().fieldData(organization);
    String field = fieldData.addField("Ames", "Home", "North 40");
    List<Boundary.Ring> two = new ArrayList<>(Shapes.withHole(Shapes.square(41, -93, 0.01)));
    fieldData.reshapeBoundary(field, two);
    assertThat(last(organization).path("geometry").path("type").asString()).isEqualTo("Polygon");
    JsonNode rings = last(organization).path("geometry").path("coordinates");
    assertThat(rings.size()).isEqualTo(2);
    assertThat(rings.get(0).get(0).get(0).asDouble()).isEqualTo(-93);

    two.addAll(Shapes.square(42, -93, 0.01));
    fieldData.reshapeBoundary(field, two);
    JsonNode geometry = last(organization).path("geometry");
    assertThat(geometry.path("type").asString()).isEqualTo("MultiPolygon");
    assertThat(geometry.path("coordinates").get(0).size()).isEqualTo(2);
    assertThat(geometry.path("coordinates").get(1).size()).isEqualTo(1);
  }

  @Test
  void saysWhatIsWrongInProblemDetails() {
    JsonNode problem =
        GrowerBrowser.json(browser.call("GET", TrimbleBrowser.API + ORGANIZATIONS, ""));
    assertThat(problem.path("title").asString()).isEqualTo("Unauthorized");
    assertThat(problem.path("errors").get(0).path("message").asString()).isNotEmpty();
    assertThat(browser.get("/resources/none/fields").statusCode()).isEqualTo(404);
    assertThat(browser.get("/nothing").statusCode()).isEqualTo(404);

    browser.simulator().control().addFault(Fault.status(429).retryAfter("7"));
    assertThat(browser.getJson(ORGANIZATIONS).path("title").asString())
        .isEqualTo("Too Many Requests");
  }

  @Test
  void refusesTheOrganizationsOfAnotherUser() {
    String other = browser.control().organizations("demo.trimble2").getFirst().id();
    assertThat(browser.get("/resources/" + other + "/fields").statusCode()).isEqualTo(403);
    assertThat(browser.simulator().trimbleCredentials(1).userName()).isEqualTo("demo.trimble2");
  }

  private JsonNode last(String organization) {
    return browser.walk("/resources/" + organization + "/boundaries").getLast();
  }
}
