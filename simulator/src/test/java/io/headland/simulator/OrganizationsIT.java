package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Parameters;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OrganizationsIT {
  private GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @BeforeEach
  void signIn() {
    browser.refreshToken();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void listsWhatTheUserSeesInTheRecordedShape() {
    HttpResponse<String> response =
        browser.get("/platform/organizations", "Accept", GrowerBrowser.AXIOM);

    JsonNode body = GrowerBrowser.json(response);
    JsonNode first = body.path("values").get(0);
    assertThat(GrowerBrowser.header(response, "Content-Type"))
        .isEqualTo("application/vnd.deere.axiom.v3+json;charset=UTF-8");
    assertThat(GrowerBrowser.header(response, "X-Deere-Handling-Server")).isNotEmpty();
    assertThat(GrowerBrowser.header(response, "X-Deere-Elapsed-Ms")).matches("\\d+");
    assertThat(GrowerBrowser.header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(response.headers().firstValue("x-deere-signature")).isEmpty();
    assertThat(List.copyOf(body.propertyNames())).containsExactly("links", "total", "values");
    assertThat(List.copyOf(body.path("links").get(0).propertyNames()))
        .containsExactly("rel", "uri");
    assertThat(GrowerBrowser.ids(body)).containsExactly("1001", "1002", "1003", "1004");
    assertThat(List.copyOf(first.propertyNames()))
        .containsExactly("@type", "name", "type", "member", "internal", "id", "links");
    assertThat(first.path("id").isString()).isTrue();
    assertThat(first.path("links").get(0).path("@type").asString()).isEqualTo("Link");
  }

  @Test
  void linksAConnectedOrganizationToWhatUserAndApplicationMayUse() {
    JsonNode connected = browser.getJson("/platform/organizations/1001");
    JsonNode unconnected = browser.getJson("/platform/organizations/1002");
    JsonNode poor = browser.getJson("/platform/organizations/1004");

    assertThat(GrowerBrowser.rels(connected))
        .containsExactly(
            "self",
            "addField",
            "assets",
            "fields",
            "farms",
            "boundaries",
            "clients",
            "flags",
            "flagCategory",
            "fieldOperations",
            "manage_connections");
    assertThat(GrowerBrowser.link(connected, "manage_connections"))
        .contains(browser.base() + "/connections/0oaapp/connections-dialog?orgId=1001");
    assertThat(GrowerBrowser.rels(unconnected)).containsExactly("self", "connections");
    assertThat(GrowerBrowser.link(unconnected, "connections"))
        .contains(browser.base() + "/connections/0oaapp/select-organizations");
    assertThat(GrowerBrowser.rels(poor)).contains("farms").doesNotContain("fields");
  }

  @Test
  void leavesPartnersOutOfTheUsersOwnOrganizations() {
    JsonNode own = browser.getJson("/platform/users/@currentUser/organizations");

    assertThat(GrowerBrowser.ids(own)).containsExactly("1001", "1002", "1004");
    assertThat(GrowerBrowser.ids(browser.getJson("/platform/users/anna/organizations")))
        .containsExactly("1001", "1002", "1004");
    assertThat(GrowerBrowser.link(own.path("values").get(1), "connections").orElseThrow())
        .endsWith("/connections/0oaapp/organizations");
    assertThat(browser.get("/platform/users/bert/organizations").statusCode()).isEqualTo(403);
    assertThat(browser.get("/platform/users/nobody/organizations").statusCode()).isEqualTo(404);
  }

  @Test
  void filtersByNameIdAndMember() {
    assertThat(GrowerBrowser.ids(browser.getJson("/platform/organizations?orgName=farms")))
        .containsExactly("1001", "1004");
    assertThat(GrowerBrowser.ids(browser.getJson("/platform/organizations?orgId=1003")))
        .containsExactly("1003");
    assertThat(GrowerBrowser.ids(browser.getJson("/platform/organizations?userName=anna")))
        .containsExactly("1001", "1002", "1004");
    assertThat(browser.getJson("/platform/organizations?orgName=zzz").path("total").asInt())
        .isZero();
    assertThat(browser.get("/platform/organizations?userName=nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void trimsLinksOnRequest() {
    JsonNode one = browser.getJson("/platform/organizations/1001?showLinks=self,fields");
    JsonNode none = browser.getJson("/platform/organizations/1001?showLinks=none");

    assertThat(GrowerBrowser.rels(one)).containsExactly("self", "fields");
    assertThat(GrowerBrowser.rels(none)).isEmpty();
  }

  @Test
  void refusesWhatLiesBeneathAnOrganizationThatIsNotConnected() {
    HttpResponse<String> response = browser.get("/platform/organizations/1002/fields");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(GrowerBrowser.json(response).path("errors").get(0).path("message").asString())
        .isEqualTo("Access Denied");
    assertThat(browser.get("/platform/organizations/1002").statusCode()).isEqualTo(200);
    assertThat(browser.get("/platform/organizations/1005").statusCode()).isEqualTo(403);
    assertThat(browser.get("/platform/organizations/1004/fields").statusCode()).isEqualTo(403);
    assertThat(browser.get("/platform/organizations/9999").statusCode()).isEqualTo(404);
  }

  @Test
  void hidesARestrictedOrganizationAndNamesTheTerms() {
    browser.control().restrict("1001", "https://terms.example/1");

    HttpResponse<String> one = browser.get("/platform/organizations/1001");
    HttpResponse<String> beneath = browser.get("/platform/organizations/1001/fields");

    assertThat(GrowerBrowser.ids(browser.getJson("/platform/organizations")))
        .doesNotContain("1001");
    for (HttpResponse<String> refused : List.of(one, beneath)) {
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("Requested Org is in a restricted state.");
      assertThat(GrowerBrowser.header(refused, "X-Deere-Warning")).isNotEmpty();
      assertThat(GrowerBrowser.header(refused, "X-Deere-Terms-Location"))
          .isEqualTo("https://terms.example/1");
    }
    browser.control().unrestrict("1001");
    assertThat(browser.get("/platform/organizations/1001").statusCode()).isEqualTo(200);
  }

  @Test
  void showsTheCatalogAndTheUser() {
    JsonNode open = GrowerBrowser.json(browser.call("GET", "/platform/", ""));
    JsonNode signedIn = browser.getJson("/platform/");
    String userAddress = GrowerBrowser.link(signedIn, "currentUser").orElseThrow();
    JsonNode user = browser.getJson(userAddress);

    assertThat(open.path("@type").asString()).isEqualTo("ApiCatalog");
    assertThat(GrowerBrowser.rels(open)).contains("agencies").doesNotContain("organizations");
    assertThat(GrowerBrowser.rels(signedIn))
        .contains("currentUser", "organizations", "assetCatalog");
    assertThat(user.path("accountName").asString()).isEqualTo("anna");
    assertThat(
            GrowerBrowser.ids(
                browser.getJson(GrowerBrowser.link(user, "organizations").orElseThrow())))
        .contains("1001");
    assertThat(browser.get("/platform/users/bert").statusCode()).isEqualTo(403);
  }

  @Test
  void writesLinksUnderTheConfiguredBase() {
    SimulatorOptions options =
        Worlds.options().withLinkBase(URI.create("https://sandboxapi.deere.com"));
    try (GrowerBrowser other = GrowerBrowser.to(options)) {
      JsonNode list = other.getJson("/platform/organizations?itemLimit=2");

      assertThat(GrowerBrowser.link(list, "nextPage"))
          .contains("https://sandboxapi.deere.com/platform/organizations?pageOffset=2&itemLimit=2");
      assertThat(GrowerBrowser.link(list.path("values").get(0), "self"))
          .contains("https://sandboxapi.deere.com/platform/organizations/1001");
    }
  }

  @Test
  void ownsTheConnectionsOfAnApplication() {
    String userToken = browser.withToken()[1].substring("Bearer ".length());
    Parameters form = Parameters.NONE.with("grant_type", "client_credentials");
    JsonNode grant = GrowerBrowser.json(browser.token(form));
    assertThat(grant.has("refresh_token")).isFalse();
    assertThat(browser.get("/platform/connections").statusCode()).isEqualTo(403);

    browser.useToken(grant.path("access_token").asString());
    HttpResponse<String> response =
        browser.get("/platform/connections?createdAfter=2020-01-01T00:00:00Z");
    JsonNode first = GrowerBrowser.json(response).path("values").get(0);

    assertThat(GrowerBrowser.header(response, "Content-Type")).startsWith("application/json");
    assertThat(GrowerBrowser.json(response).path("total").asInt()).isEqualTo(4);
    assertThat(first.path("orgId").isIntegralNumber()).isTrue();
    assertThat(first.path("id").isString()).isTrue();
    assertThat(first.path("permissions").toString()).isEqualTo("[1001,4001,4002,4003,5001]");
    assertThat(
            browser
                .getJson("/platform/connections?createdAfter=2099-01-01T00:00:00Z")
                .path("total")
                .asInt())
        .isZero();
    assertThat(browser.get("/platform/connections?createdAfter=soon").statusCode()).isEqualTo(400);

    String id = first.path("id").asString();
    assertThat(browser.delete("/platform/connections/" + id).statusCode()).isEqualTo(204);
    assertThat(browser.delete("/platform/connections/" + id).statusCode()).isEqualTo(403);
    assertThat(browser.delete("/platform/organizations/1004/connections").statusCode())
        .isEqualTo(204);
    browser.useToken(userToken);
    assertThat(GrowerBrowser.rels(browser.getJson("/platform/organizations/1001")))
        .contains("connections");
    assertThat(GrowerBrowser.rels(browser.getJson("/platform/organizations/1004")))
        .contains("connections");
  }
}
