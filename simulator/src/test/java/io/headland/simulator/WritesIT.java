package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.johndeere.world.Switches;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class WritesIT {
  private static final String ORG = "/platform/organizations/1001";
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");
  private static final double[][] SQUARE = {{41, -93}, {41, -92.9}, {41.1, -92.9}, {41, -93}};
  private static final double[][] HOLE = {
    {41.01, -92.93}, {41.01, -92.92}, {41.02, -92.92}, {41.01, -92.93}
  };

  private final GrowerBrowser browser =
      GrowerBrowser.to(Worlds.options().withClock(Clock.fixed(NOW, ZoneOffset.UTC)));

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void createsUpdatesAndDeletesAClient() {
    HttpResponse<String> created = post(ORG + "/clients", "{\"name\":\"Boone\"}");
    String uri = GrowerBrowser.header(created, "Location");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).isEmpty();
    assertThat(browser.getJson(uri).path("name").asString()).isEqualTo("Boone");
    assertThat(put(uri, "{\"name\":\"Bremer\",\"archived\":true}").statusCode()).isEqualTo(204);
    assertThat(browser.getJson(uri).path("name").asString()).isEqualTo("Bremer");
    assertThat(browser.getJson(ORG + "/clients").path("total").asInt()).isOne();
    assertThat(browser.getJson(ORG + "/clients?recordFilter=all").path("total").asInt())
        .isEqualTo(2);
    assertThat(browser.delete(uri).statusCode()).isEqualTo(204);
    assertThat(browser.get(uri).statusCode()).isEqualTo(404);
    assertThat(browser.delete(uri).statusCode()).isEqualTo(404);
  }

  @Test
  void createsAFarmUnderTheClientOfALinkAndMovesItToAnother() {
    String other = GrowerBrowser.header(post(ORG + "/clients", "{\"name\":\"Boone\"}"), "Location");
    String body =
        """
        {"name":"River","links":[{"@type":"Link","rel":"client","uri":"%s%s/clients/c1"}]}
        """
            .formatted(browser.base(), ORG);
    String farm = GrowerBrowser.header(post(ORG + "/farms", body), "Location");

    assertThat(browser.getJson(farm).path("clientUri").asString()).endsWith("/clients/c1");
    // John Deere's example has the address under "links".
    String move =
        "{\"name\":\"Upper\",\"links\":[{\"rel\":\"client\",\"links\":\"" + other + "\"}]}";
    assertThat(put(farm, move).statusCode()).isEqualTo(204);
    assertThat(browser.getJson(farm).path("name").asString()).isEqualTo("Upper");
    assertThat(browser.getJson(farm).path("clientUri").asString()).isEqualTo(other);
    assertThat(browser.getJson(other + "/farms").path("total").asInt()).isOne();
    assertThat(browser.getJson(ORG + "/clients/c1/farms").path("total").asInt()).isOne();
    assertThat(browser.delete(farm).statusCode()).isEqualTo(204);
    assertThat(browser.get(farm).statusCode()).isEqualTo(404);
    assertThat(browser.get(other).statusCode()).isEqualTo(200);
  }

  @Test
  void createsAFieldUnderKnownAndUnderNewParents() {
    String known = field("West", "{\"id\":\"f1\"}", "{\"id\":\"c1\"}");
    String newFarm = field("Flat", "{\"name\":\"River\"}", "{\"id\":\"c1\"}");
    String newClient = field("Top", "{\"name\":\"Hill\"}", "{\"name\":\"Boone\"}");
    String again = field("Low", "{\"name\":\"Hill\"}", "{\"name\":\"Boone\"}");
    String alone =
        GrowerBrowser.header(
            post(ORG + "/fields", "{\"name\":\"Alone\",\"archived\":true}"), "Location");

    assertThat(parents(known)).containsExactly("Ames", "Home");
    assertThat(parents(newFarm)).containsExactly("Ames", "River");
    assertThat(parents(newClient)).containsExactly("Boone", "Hill");
    assertThat(parents(again)).containsExactly("Boone", "Hill");
    assertThat(parents(alone)).containsExactly("---", "---");
    assertThat(browser.getJson(alone).path("archived").asBoolean()).isFalse();
    assertThat(browser.getJson(alone).path("lastModifiedTime").asString())
        .isEqualTo(NOW.toString());
    assertThat(browser.getJson(ORG + "/clients").path("total").asInt()).isEqualTo(3);
    assertThat(browser.getJson(ORG + "/farms").path("total").asInt()).isEqualTo(4);
    assertThat(browser.getJson(ORG + "/fields").path("total").asInt()).isEqualTo(6);
  }

  @Test
  void updatesAFieldWithItsParents() {
    String field = field("West", "{\"id\":\"f1\"}", "{\"id\":\"c1\"}");
    String body =
        "{\"name\":\"East\",\"archived\":true,\"farms\":{\"farms\":[{\"name\":\"River\"}]}}";

    assertThat(put(field, body).statusCode()).isEqualTo(204);
    assertThat(parents(field)).containsExactly("Ames", "River");
    JsonNode after = browser.getJson(field);
    assertThat(after.path("name").asString()).isEqualTo("East");
    assertThat(after.path("archived").asBoolean()).isTrue();
    assertThat(after.path("lastModifiedTime").asString()).isEqualTo(NOW.plusMillis(1).toString());
    assertThat(put(field, "{\"name\":\"East\"}").statusCode()).isEqualTo(204);
    assertThat(browser.getJson(field).path("archived").asBoolean()).isTrue();
  }

  @Test
  void deletesTheLastFieldWithItsEmptyParents() {
    String field = field("Top", "{\"name\":\"Hill\"}", "{\"name\":\"Boone\"}");
    String farm = browser.getJson(field + "/farms").path("values").get(0).path("id").asString();

    assertThat(browser.delete(field).statusCode()).isEqualTo(204);
    assertThat(browser.get(field).statusCode()).isEqualTo(404);
    assertThat(browser.get(ORG + "/farms/" + farm).statusCode()).isEqualTo(404);
    assertThat(browser.getJson(ORG + "/clients").path("total").asInt()).isOne();
    assertThat(browser.delete(ORG + "/fields/e1").statusCode()).isEqualTo(204);
    assertThat(browser.get(ORG + "/farms/f1").statusCode()).isEqualTo(200);
  }

  @Test
  void deletesAClientWithWhatLiesBeneathOrRefusesItWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withParentDeletion(Switches.ParentDeletion.REFUSE));
    assertThat(browser.delete(ORG + "/clients/c1").statusCode()).isEqualTo(400);
    assertThat(browser.delete(ORG + "/farms/f1").statusCode()).isEqualTo(400);
    assertThat(browser.get(ORG + "/fields/e1").statusCode()).isEqualTo(200);

    browser.control().changeSwitches(s -> s.withParentDeletion(Switches.ParentDeletion.CASCADE));
    assertThat(browser.delete(ORG + "/clients/c1").statusCode()).isEqualTo(204);
    assertThat(browser.get(ORG + "/farms/f1").statusCode()).isEqualTo(404);
    assertThat(browser.getJson(ORG + "/fields?recordFilter=all").path("total").asInt()).isZero();
    assertThat(browser.getJson(ORG + "/boundaries").path("total").asInt()).isZero();
  }

  @Test
  void createsABoundaryThatReadsBackAsItWasWritten() {
    ObjectNode body = boundary("Spring", SQUARE, HOLE);
    ((ArrayNode) body.path("multipolygons"))
        .addObject()
        .putArray("rings")
        .add(ring("exterior", HOLE));
    HttpResponse<String> created = post(ORG + "/fields/e2/boundaries", body.toString());
    JsonNode drawn = browser.getJson(GrowerBrowser.header(created, "Location"));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(drawn.path("name").asString()).isEqualTo("Spring");
    assertThat(drawn.path("sourceType").asString()).isEqualTo("External");
    assertThat(drawn.path("createdTime").asString()).isEqualTo(NOW.toString());
    // A field with boundaries has exactly one active boundary.
    assertThat(drawn.path("active").asBoolean()).isTrue();
    assertThat(drawn.path("multipolygons").size()).isEqualTo(2);
    assertThat(drawn.path("multipolygons").get(0).path("rings").get(1).path("type").asString())
        .isEqualTo("interior");
    assertThat(browser.getJson(ORG + "/fields/e2").path("lastModifiedTime").asString())
        .isEqualTo(NOW.toString());
  }

  @Test
  void makesOneBoundaryActiveInPlaceOfAnother() {
    String uri =
        GrowerBrowser.header(
            post(ORG + "/fields/e1/boundaries", boundary("New", SQUARE).toString()), "Location");
    assertThat(active("e1")).isEqualTo("b1");
    ObjectNode update = boundary("New", SQUARE).put("active", true).put("irrigated", true);
    assertThat(put(uri, update.toString()).statusCode()).isEqualTo(204);
    assertThat(uri).endsWith(active("e1"));
    assertThat(browser.getJson(ORG + "/fields/e1/boundaries/b1").path("active").asBoolean())
        .isFalse();
    assertThat(browser.getJson(uri).path("irrigated").asBoolean()).isTrue();
    assertThat(browser.delete(uri).statusCode()).isEqualTo(204);
    assertThat(active("e1")).isEqualTo("b1");
    assertThat(browser.get(uri).statusCode()).isEqualTo(404);
  }

  @Test
  void answersWithTheDocumentedStatusesWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withWriteStatus(Switches.WriteStatus.DOCUMENTED));
    HttpResponse<String> client = post(ORG + "/clients", "{\"name\":\"Boone\"}");
    HttpResponse<String> drawn =
        post(ORG + "/fields/e1/boundaries", boundary("New", SQUARE).toString());

    assertThat(client.statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.header(client, "Location")).contains(ORG + "/clients/");
    assertThat(drawn.statusCode()).isEqualTo(200);
    assertThat(browser.delete(GrowerBrowser.header(drawn, "Location")).statusCode()).isEqualTo(200);
    assertThat(post(ORG + "/fields", "{\"name\":\"Alone\"}").statusCode()).isEqualTo(201);
    assertThat(browser.delete(GrowerBrowser.header(client, "Location")).statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clients | {} | CFF_EMPTY_CLIENT_NAME",
        "clients | {\"name\":\"Ames\"} | CFF_CLIENT_NAME_ALREADY_EXISTS",
        "clients | {\"name\":\"A\",\"id\":\"c1\"} | CFF_BAD_CLIENT_ID",
        "clients | '' | CFF_MISSING_REQUEST_BODY",
        "farms | {\"name\":\"A\"} | CFF_CLIENT_ID_NOT_FOUND",
        "farms | {\"name\":\"Home\",\"links\":[{\"rel\":\"client\",\"uri\":\"/clients/c1\"}]} |"
            + " CFF_FARM_NAME_ALREADY_EXISTS",
        "fields | {\"name\":\" \"} | CFF_EMPTY_FIELD_NAME",
        "fields | {\"name\":\"A\",\"farms\":{\"farms\":[{\"id\":\"f9\"}]}} | CFF_FARM_ID_NOT_FOUND",
        "fields | {\"name\":\"A\",\"farms\":{\"farms\":[{\"id\":\"f1\",\"name\":\"Other\"}]}} |"
            + " CFF_FARM_ID_NAME_CONFLICT",
        "fields | {\"name\":\"A\",\"clients\":{\"clients\":[{\"id\":\"c9\"}]}} |"
            + " CFF_CLIENT_ID_NOT_FOUND",
        "fields |"
            + " {\"name\":\"A\",\"farms\":{\"farms\":[{\"id\":\"f1\"}]},\"clients\":{\"clients\":[{\"name\":\"New\"}]}}"
            + " | CFF_FARM_EXISTS_UNDER_DIFFERENT_CLIENT",
        "fields | {\"name\":\"North\",\"farms\":{\"farms\":[{\"id\":\"f1\"}]}} |"
            + " CFF_FIELD_NAME_ALREADY_EXISTS",
        "fields | {\"name\":\"South\",\"farms\":{\"farms\":[{\"id\":\"f1\"}]}} |"
            + " CFF_ALREADY_EXISTS_ARCHIVED",
        "fields | {\"name\":\"A\",\"id\":\"x\"} | CFF_BAD_FIELD_ID"
      })
  void refusesWhatBreaksARuleWithItsCodeAndChangesNothing(String kind, String body, String code) {
    String before = browser.control().world().findOrganization("1001").orElseThrow().toString();
    HttpResponse<String> refused = post(ORG + "/" + kind, body);

    assertThat(refused.statusCode()).isEqualTo(400);
    JsonNode error = GrowerBrowser.json(refused).path("errors").get(0);
    assertThat(error.path("code").asString()).isEqualTo(code);
    assertThat(error.path("guid").asString()).isNotEmpty();
    assertThat(browser.control().world().findOrganization("1001").orElseThrow().toString())
        .isEqualTo(before);
  }

  @Test
  void namesTheFieldOfANameThatIsTooLong() {
    JsonNode error =
        GrowerBrowser.json(post(ORG + "/clients", "{\"name\":\"" + "x".repeat(256) + "\"}"))
            .path("errors")
            .get(0);

    assertThat(error.path("code").asString()).isEqualTo("CFF_CLIENT_NAME_EXCEEDS_255_CHARS");
    assertThat(error.path("field").asString()).isEqualTo("name");
  }

  @Test
  void refusesBoundariesThatBreakADocumentedRule() {
    double[][] open = {{41, -93}, {41, -92.9}, {41.1, -92.9}, {41.1, -93}};
    double[][] short3 = {{41, -93}, {41, -92.9}, {41, -93}};
    ObjectNode interior = boundary("A", SQUARE);
    ((ObjectNode) interior.at("/multipolygons/0/rings/0")).put("type", "interior");
    for (ObjectNode body :
        List.of(
            boundary("", SQUARE),
            boundary("x".repeat(21), SQUARE),
            boundary("A", open),
            boundary("A", short3),
            boundary("A", SQUARE).put("sourceType", "HandDrawn"),
            boundary("A", SQUARE).put("active", "yes"),
            interior)) {
      assertThat(post(ORG + "/fields/e1/boundaries", body.toString()).statusCode())
          .as(body.toString())
          .isEqualTo(400);
    }
    ObjectNode partial = boundary("A", SQUARE);
    partial.remove("irrigated");
    assertThat(put(ORG + "/fields/e1/boundaries/b1", partial.toString()).statusCode())
        .isEqualTo(400);
    assertThat(put(ORG + "/fields/e1/boundaries/b9", partial.toString()).statusCode())
        .isEqualTo(404);
    assertThat(post(ORG + "/fields/e9/boundaries", boundary("A", SQUARE).toString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void refusesWritesWithoutTheScopeTheConnectionOrTheMediaType() {
    String name = "{\"name\":\"New\"}";
    assertThat(post("/platform/organizations/1002/clients", name).statusCode()).isEqualTo(403);
    assertThat(post("/platform/organizations/1004/clients", name).statusCode()).isEqualTo(201);
    assertThat(put("/platform/organizations/1004/fields/x", name).statusCode()).isEqualTo(403);
    browser.control().withholdRels("1001", "addField");
    assertThat(post(ORG + "/fields", name).statusCode()).isEqualTo(403);
    String[] json = browser.withToken("Content-Type", "application/json");
    assertThat(browser.call("PUT", ORG + "/fields/e1", name, json).statusCode()).isEqualTo(415);
    useScopes("ag1");
    for (HttpResponse<String> refused :
        List.of(
            post(ORG + "/clients", name),
            post(ORG + "/fields", name),
            put(ORG + "/farms/f1", name),
            browser.delete(ORG + "/fields/e1"),
            post(ORG + "/fields/e1/boundaries", boundary("A", SQUARE).toString()))) {
      assertThat(refused.statusCode()).isEqualTo(403);
    }
    assertThat(browser.get(ORG + "/fields/e1").statusCode()).isEqualTo(200);
  }

  @Test
  void changesSignaturesOfTheLists() {
    String list = ORG + "/clients";
    String before =
        GrowerBrowser.header(browser.get(list, "x-deere-signature", "nil"), "x-deere-signature");
    post(list, "{\"name\":\"Boone\"}");

    HttpResponse<String> after = browser.get(list, "x-deere-signature", before);
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.header(after, "x-deere-signature")).isNotEqualTo(before);
  }

  private void useScopes(String scopes) {
    JsonNode token =
        GrowerBrowser.json(
            browser.token(
                Parameters.NONE
                    .with("grant_type", "refresh_token")
                    .with("refresh_token", browser.credentials().refreshToken())
                    .with("scope", scopes)));
    browser.useToken(token.path("access_token").asString());
  }

  private String active(String field) {
    return browser
        .getJson(ORG + "/fields/" + field + "?embed=activeBoundary")
        .path("activeBoundary")
        .path("id")
        .asString();
  }

  private String field(String name, String farm, String client) {
    String body =
        "{\"name\":\"%s\",\"farms\":{\"farms\":[%s]},\"clients\":{\"clients\":[%s]}}"
            .formatted(name, farm, client);
    HttpResponse<String> created = post(ORG + "/fields", body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return GrowerBrowser.header(created, "Location");
  }

  private List<String> parents(String field) {
    JsonNode embedded = browser.getJson(field + "?embed=clients,farms");
    return List.of(
        embedded.at("/clients/clients/0/name").asString(),
        embedded.at("/farms/farms/0/name").asString());
  }

  private static ObjectNode boundary(String name, double[][] outside, double[]... hole) {
    ObjectNode body =
        Json.object()
            .put("@type", "Boundary")
            .put("name", name)
            .put("sourceType", "External")
            .put("active", false)
            .put("irrigated", false);
    ArrayNode rings = body.putArray("multipolygons").addObject().putArray("rings");
    rings.add(ring("exterior", outside));
    if (hole.length > 0) {
      rings.add(ring("interior", hole));
    }
    return body;
  }

  private static ObjectNode ring(String type, double[]... points) {
    ObjectNode ring = Json.object().put("@type", "Ring").put("type", type);
    ArrayNode all = ring.putArray("points");
    for (double[] point : points) {
      all.addObject().put("@type", "Point").put("lat", point[0]).put("lon", point[1]);
    }
    return ring;
  }

  private HttpResponse<String> post(String target, String body) {
    return browser.call(
        "POST", target, body, browser.withToken("Content-Type", GrowerBrowser.AXIOM));
  }

  private HttpResponse<String> put(String target, String body) {
    return browser.call(
        "PUT", target, body, browser.withToken("Content-Type", GrowerBrowser.AXIOM));
  }
}
