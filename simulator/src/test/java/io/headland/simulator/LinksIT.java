package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Restriction;
import io.headland.simulator.johndeere.world.Switches;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Follows each link of each response. A target may deny access to a caller; it must not be unknown
/// or reject GET. A link to a write must list the method of the write among the allowed ones.
class LinksIT {
  private static final Map<String, String> WRITES =
      Map.of(
          "addField", "POST",
          "addBoundary", "POST",
          "addMachine", "POST",
          "uploadFile", "POST",
          "sendFileToMachine", "POST",
          "editField", "PUT",
          "deleteField", "DELETE",
          "delete", "DELETE");

  /// The status of each target, by its path without ids.
  private final Map<String, Integer> found = new TreeMap<>();

  @Test
  void everyLinkOfAGeneratedWorldHasAResponse() {
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withOrganizations(9)
            .withFields(6)
            .withSwitches(Switches.defaults().withOperationForms(fewOperations()));
    try (GrowerBrowser browser = GrowerBrowser.to(options)) {
      List<String> ids = GrowerBrowser.ids(browser.getJson("/platform/organizations"));
      browser.control().restrict(ids.get(7), new Restriction("https://terms.example", true));
      browser.control().withholdRels(ids.get(6), "clients", "boundaries");
      follow(browser);
    }
    assertThat(found)
        .containsKeys(
            "/platform/oauthTokens/@currentToken",
            "/platform/contributionProducts",
            "/platform/agencies",
            "/platform/organizations/{}/fields/{}/notes",
            "/platform/organizations/{}/fields/{}/boundaries/{}",
            "/platform/organizations/{}/fields/{}/mapLayerSummaries",
            "/platform/organizations/{}/clients/{}/farms",
            "/platform/organizations/{}/fieldOperations",
            "/connections/{}/select-organizations",
            "/connections/{}/connections-dialog");
    assertThat(found.get("/platform/organizations/{}/fieldOperations")).isEqualTo(403);
    assertThat(found.get("/platform/contributionProducts")).isEqualTo(200);
    assertThat(found.get("/platform/organizations/{}/fields/{}/notes")).isEqualTo(200);
    assertThat(found.get("/platform/fieldOperations/{}/workNotes")).isEqualTo(200);
    assertThat(found.get("/platform/fieldOps/{}")).isEqualTo(202);
  }

  private static OperationForms fewOperations() {
    return OperationForms.defaults().withSeasons(1).withPoints(100);
  }

  @Test
  void everyLinkOfASmallScopeHasAResponse() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      follow(browser);
    }
    assertThat(found).containsKey("/platform/organizations/{}/fields/{}");
  }

  @Test
  void theLinksOfConnectionsAndSubscriptionsHaveAResponse() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      subscribe(browser);
      followFrom(browser, "/platform/eventSubscriptions");
      followFrom(browser, "/platform/eventTypes");
      followFrom(browser, "/platform/eventSubscriptionEventTypes");
      followFrom(browser, "/platform/eventSubscriptionDelivery");
      JsonNode token =
          GrowerBrowser.json(
              browser.token(Parameters.NONE.with("grant_type", "client_credentials")));
      browser.useToken(token.path("access_token").asString());
      followFrom(browser, "/platform/connections");
    }
    assertThat(found.get("/platform/connections/{}")).isEqualTo(200);
    assertThat(found.get("/platform/eventSubscriptions/{}")).isEqualTo(200);
  }

  @Test
  void linksTheCatalogAsRecorded() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      JsonNode catalog = browser.getJson("/platform/");
      assertThat(GrowerBrowser.rels(catalog))
          .containsExactly(
              "oauthRequestToken",
              "oauthAuthorizeRequestToken",
              "oauthAccessToken",
              "currentUser",
              "organizations",
              "currentToken",
              "contributionProducts",
              "contributionDefinitions",
              "assetCatalog",
              "agencies");
      assertThat(GrowerBrowser.link(catalog, "currentToken").orElseThrow())
          .endsWith("/platform/oauthTokens/@currentToken");
      JsonNode open = GrowerBrowser.json(browser.call("GET", "/platform/", ""));
      assertThat(GrowerBrowser.rels(open))
          .containsExactly(
              "oauthRequestToken", "oauthAuthorizeRequestToken", "oauthAccessToken", "agencies");
      String agencies = GrowerBrowser.link(open, "agencies").orElseThrow();
      assertThat(browser.call("GET", agencies, "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersEmptyListsBeneathAFieldAndNoneBeneathAnUnknownOne() {
    String org = "/platform/organizations/1001/";
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      for (String kind : List.of("flags", "notes", "guidanceLines", "mapLayerSummaries")) {
        JsonNode list = browser.getJson(org + "fields/e1/" + kind);
        assertThat(list.path("total").asInt(-1)).isZero();
        assertThat(list.path("values").isArray()).isTrue();
        assertThat(browser.get(org + "fields/none/" + kind).statusCode()).isEqualTo(404);
      }
      for (String unknown :
          List.of(
              "clients/none/farms",
              "clients/none/fields",
              "farms/none/clients",
              "farms/none/fields",
              "fields/none/clients",
              "fields/none/farms",
              "fields/none/boundaries",
              "fields/none/boundaries/b1")) {
        assertThat(browser.get(org + unknown).statusCode()).as(unknown).isEqualTo(404);
      }
    }
  }

  private void follow(GrowerBrowser browser) {
    followFrom(browser, "/platform/");
  }

  private void followFrom(GrowerBrowser browser, String start) {
    Set<String> visited = new HashSet<>();
    Deque<String> waiting = new ArrayDeque<>(List.of(browser.base() + start));
    while (!waiting.isEmpty()) {
      String uri = waiting.removeFirst();
      if (!uri.startsWith(browser.base()) || !visited.add(uri)) {
        continue;
      }
      HttpResponse<String> response = browser.get(uri.replace("{token}", "x"));
      assertThat(response.statusCode()).as(uri).isNotIn(404, 405, 500);
      found.put(shape(browser, uri), response.statusCode());
      if (response.statusCode() == 200
          && GrowerBrowser.header(response, "Content-Type").contains("json")) {
        collect(browser, GrowerBrowser.json(response), waiting);
      }
    }
  }

  private static void collect(GrowerBrowser browser, JsonNode tree, Deque<String> waiting) {
    for (JsonNode link : tree.path("links")) {
      String uri = link.path("uri").asString();
      waiting.add(uri);
      String method = WRITES.get(link.path("rel").asString());
      if (method != null) {
        HttpResponse<String> options = browser.call("OPTIONS", uri, "", browser.withToken());
        assertThat(List.of(GrowerBrowser.header(options, "Allow").split(", ")))
            .as(uri)
            .contains(method);
      }
    }
    tree.forEach(child -> collect(browser, child, waiting));
  }

  private static String shape(GrowerBrowser browser, String uri) {
    String path = uri.substring(browser.base().length()).replaceAll("[?;].*", "");
    return path.replaceAll("/(\\d+|[0-9a-f-]{36}|0oa\\w+|[cfeb]\\d)(?=/|$)", "/{}");
  }

  private static void subscribe(GrowerBrowser browser) {
    var body = Json.object().put("eventTypeId", "field");
    body.putObject("targetEndpoint").put("targetType", "https").put("uri", browser.base() + "/x");
    String[] headers = browser.withToken("Content-Type", GrowerBrowser.AXIOM);
    assertThat(
            browser
                .call("POST", "/platform/eventSubscriptions", body.toString(), headers)
                .statusCode())
        .isEqualTo(201);
  }
}
