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

  private final TrimbleVisitor visitor =
      TrimbleVisitor.to(
          SimulatorOptions.defaults()
              .withTrimbleUsers(2)
              .withTrimbleOrganizations(5)
              .withTrimbleFields(60)
              .withTrimblePageSize(25));

  @AfterEach
  void close() {
    visitor.close();
  }

  @Test
  void listsWhatTheUserHasAuthorized() {
    List<JsonNode> before = visitor.walk(ORGANIZATIONS);
    String id = before.getFirst().path("id").asString();
    visitor.control().unauthorize(id);

    assertThat(before).hasSize(5);
    assertThat(before.getFirst().propertyNames())
        .containsExactly("id", "name", "timezoneName", "currencyCode", "isMetric");
    assertThat(visitor.walk(ORGANIZATIONS)).hasSize(4);
    assertThat(visitor.get("/resources/" + id + "/fields").statusCode()).isEqualTo(403);
    visitor.control().authorize(id);
    assertThat(visitor.walk(ORGANIZATIONS)).hasSize(5);
  }

  @Test
  void addsLinksOnRequest() {
    JsonNode first = visitor.getJson(ORGANIZATIONS + "?includeLinks=true").path("result").get(0);
    assertThat(first.path("links").get(0).path("rel").asString()).isEqualTo("fields");
    assertThat(first.path("links").get(0).path("href").asString())
        .startsWith(visitor.simulator().baseUri().toString());
  }

  @Test
  void leadsThroughEveryPageByBookmarks() {
    String resources = "/resources/" + visitor.organization();
    JsonNode first = visitor.getJson(resources + "/fields");
    List<JsonNode> fields = visitor.walk(resources + "/fields");
    List<JsonNode> boundaries = visitor.walk(resources + "/boundaries");

    assertThat(first.path("result").size()).isEqualTo(25);
    assertThat(first.path("bookmark").path("moreResults").asString()).isEqualTo("true");
    assertThat(TrimbleVisitor.texts(fields, "id")).hasSize(60).doesNotHaveDuplicates();
    assertThat(TrimbleVisitor.texts(fields, "name")).doesNotHaveDuplicates();
    assertThat(TrimbleVisitor.texts(fields, "id"))
        .containsAll(TrimbleVisitor.texts(boundaries, "fieldId"));
    assertThat(boundaries).hasSizeBetween(40, 60);
    String other = first.path("bookmark").path("token").asString();
    assertThat(visitor.get(resources + "/boundaries?bookmark=" + other).statusCode())
        .isEqualTo(400);
  }

  @Test
  void leadsFromFieldsToFarmsAndClients() {
    String resources = "/resources/" + visitor.organization();
    List<JsonNode> farms = visitor.walk(resources + "/farms");
    List<JsonNode> fields =
        visitor.walk(resources + "/fields").stream().filter(f -> f.has("farmId")).toList();

    assertThat(TrimbleVisitor.texts(farms, "id"))
        .containsAll(TrimbleVisitor.texts(fields, "farmId"));
    assertThat(TrimbleVisitor.texts(visitor.walk(resources + "/clients"), "id"))
        .containsAll(TrimbleVisitor.texts(farms, "clientId"));
  }

  @Test
  void writesBoundariesAsGeoJson() {
    String organization = visitor.organization();
    FieldDataControl fieldData = visitor.control().fieldData(organization);
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
    JsonNode problem = Visitor.json(visitor.call("GET", TrimbleVisitor.API + ORGANIZATIONS, ""));
    assertThat(problem.path("title").asString()).isEqualTo("Unauthorized");
    assertThat(problem.path("errors").get(0).path("message").asString()).isNotEmpty();
    assertThat(visitor.get("/resources/none/fields").statusCode()).isEqualTo(404);
    assertThat(visitor.get("/nothing").statusCode()).isEqualTo(404);

    visitor.simulator().control().addFault(Fault.status(429).retryAfter("7"));
    assertThat(visitor.getJson(ORGANIZATIONS).path("title").asString())
        .isEqualTo("Too Many Requests");
  }

  @Test
  void refusesTheOrganizationsOfAnotherUser() {
    String other = visitor.control().organizations("demo.trimble2").getFirst().id();
    assertThat(visitor.get("/resources/" + other + "/fields").statusCode()).isEqualTo(403);
    assertThat(visitor.simulator().trimbleCredentials(1).userName()).isEqualTo("demo.trimble2");
  }

  private JsonNode last(String organization) {
    return visitor.walk("/resources/" + organization + "/boundaries").getLast();
  }
}
