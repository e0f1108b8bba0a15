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
  private Visitor visitor = Visitor.to(Worlds.options());

  @BeforeEach
  void signIn() {
    visitor.refreshToken();
  }

  @AfterEach
  void close() {
    visitor.close();
  }

  @Test
  void listsWhatTheUserSeesInTheRecordedShape() {
    HttpResponse<String> response = visitor.get("/platform/organizations", "Accept", Visitor.AXIOM);

    JsonNode body = Visitor.json(response);
    JsonNode first = body.path("values").get(0);
    assertThat(Visitor.header(response, "Content-Type"))
        .isEqualTo("application/vnd.deere.axiom.v3+json;charset=UTF-8");
    assertThat(Visitor.header(response, "X-Deere-Handling-Server")).isNotEmpty();
    assertThat(Visitor.header(response, "X-Deere-Elapsed-Ms")).matches("\\d+");
    assertThat(Visitor.header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(response.headers().firstValue("x-deere-signature")).isEmpty();
    assertThat(List.copyOf(body.propertyNames())).containsExactly("links", "total", "values");
    assertThat(List.copyOf(body.path("links").get(0).propertyNames()))
        .containsExactly("rel", "uri");
    assertThat(Visitor.ids(body)).containsExactly("1001", "1002", "1003", "1004");
    assertThat(List.copyOf(first.propertyNames()))
        .containsExactly("@type", "name", "type", "member", "internal", "id", "links");
    assertThat(first.path("id").isString()).isTrue();
    assertThat(first.path("links").get(0).path("@type").asString()).isEqualTo("Link");
  }

  @Test
  void linksAConnectedOrganizationToWhatUserAndApplicationMayUse() {
    JsonNode connected = visitor.getJson("/platform/organizations/1001");
    JsonNode unconnected = visitor.getJson("/platform/organizations/1002");
    JsonNode poor = visitor.getJson("/platform/organizations/1004");

    assertThat(Visitor.rels(connected))
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
    assertThat(Visitor.link(connected, "manage_connections"))
        .contains(visitor.base() + "/connections/0oaapp/connections-dialog?orgId=1001");
    assertThat(Visitor.rels(unconnected)).containsExactly("self", "connections");
    assertThat(Visitor.link(unconnected, "connections"))
        .contains(visitor.base() + "/connections/0oaapp/select-organizations");
    assertThat(Visitor.rels(poor)).contains("farms").doesNotContain("fields");
  }

  @Test
  void leavesPartnersOutOfTheUsersOwnOrganizations() {
    JsonNode own = visitor.getJson("/platform/users/@currentUser/organizations");

    assertThat(Visitor.ids(own)).containsExactly("1001", "1002", "1004");
    assertThat(Visitor.ids(visitor.getJson("/platform/users/anna/organizations")))
        .containsExactly("1001", "1002", "1004");
    assertThat(Visitor.link(own.path("values").get(1), "connections").orElseThrow())
        .endsWith("/connections/0oaapp/organizations");
    assertThat(visitor.get("/platform/users/bert/organizations").statusCode()).isEqualTo(403);
    assertThat(visitor.get("/platform/users/nobody/organizations").statusCode()).isEqualTo(404);
  }

  @Test
  void filtersByNameIdAndMember() {
    assertThat(Visitor.ids(visitor.getJson("/platform/organizations?orgName=farms")))
        .containsExactly("1001", "1004");
    assertThat(Visitor.ids(visitor.getJson("/platform/organizations?orgId=1003")))
        .containsExactly("1003");
    assertThat(Visitor.ids(visitor.getJson("/platform/organizations?userName=anna")))
        .containsExactly("1001", "1002", "1004");
    assertThat(visitor.getJson("/platform/organizations?orgName=zzz").path("total").asInt())
        .isZero();
    assertThat(visitor.get("/platform/organizations?userName=nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void trimsLinksOnRequest() {
    JsonNode one = visitor.getJson("/platform/organizations/1001?showLinks=self,fields");
    JsonNode none = visitor.getJson("/platform/organizations/1001?showLinks=none");

    assertThat(Visitor.rels(one)).containsExactly("self", "fields");
    assertThat(Visitor.rels(none)).isEmpty();
  }

  @Test
  void refusesWhatLiesBeneathAnOrganizationThatIsNotConnected() {
    HttpResponse<String> response = visitor.get("/platform/organizations/1002/fields");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(Visitor.json(response).path("errors").get(0).path("message").asString())
        .isEqualTo("Access Denied");
    assertThat(visitor.get("/platform/organizations/1002").statusCode()).isEqualTo(200);
    assertThat(visitor.get("/platform/organizations/1005").statusCode()).isEqualTo(403);
    assertThat(visitor.get("/platform/organizations/1004/fields").statusCode()).isEqualTo(403);
    assertThat(visitor.get("/platform/organizations/9999").statusCode()).isEqualTo(404);
  }

  @Test
  void hidesARestrictedOrganizationAndNamesTheTerms() {
    visitor.control().restrict("1001", "https://terms.example/1");

    HttpResponse<String> one = visitor.get("/platform/organizations/1001");
    HttpResponse<String> beneath = visitor.get("/platform/organizations/1001/fields");

    assertThat(Visitor.ids(visitor.getJson("/platform/organizations"))).doesNotContain("1001");
    for (HttpResponse<String> refused : List.of(one, beneath)) {
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("Requested Org is in a restricted state.");
      assertThat(Visitor.header(refused, "X-Deere-Warning")).isNotEmpty();
      assertThat(Visitor.header(refused, "X-Deere-Terms-Location"))
          .isEqualTo("https://terms.example/1");
    }
    visitor.control().unrestrict("1001");
    assertThat(visitor.get("/platform/organizations/1001").statusCode()).isEqualTo(200);
  }

  @Test
  void showsTheCatalogAndTheUser() {
    JsonNode open = Visitor.json(visitor.call("GET", "/platform/", ""));
    JsonNode signedIn = visitor.getJson("/platform/");
    String userAddress = Visitor.link(signedIn, "currentUser").orElseThrow();
    JsonNode user = visitor.getJson(userAddress);

    assertThat(open.path("@type").asString()).isEqualTo("ApiCatalog");
    assertThat(Visitor.rels(open)).contains("agencies").doesNotContain("organizations");
    assertThat(Visitor.rels(signedIn)).contains("currentUser", "organizations", "assetCatalog");
    assertThat(user.path("accountName").asString()).isEqualTo("anna");
    assertThat(Visitor.ids(visitor.getJson(Visitor.link(user, "organizations").orElseThrow())))
        .contains("1001");
    assertThat(visitor.get("/platform/users/bert").statusCode()).isEqualTo(403);
  }

  @Test
  void writesLinksUnderTheConfiguredBase() {
    SimulatorOptions options =
        Worlds.options().withLinkBase(URI.create("https://sandboxapi.deere.com"));
    try (Visitor other = Visitor.to(options)) {
      JsonNode list = other.getJson("/platform/organizations?itemLimit=2");

      assertThat(Visitor.link(list, "nextPage"))
          .contains("https://sandboxapi.deere.com/platform/organizations?pageOffset=2&itemLimit=2");
      assertThat(Visitor.link(list.path("values").get(0), "self"))
          .contains("https://sandboxapi.deere.com/platform/organizations/1001");
    }
  }

  @Test
  void ownsTheConnectionsOfAnApplication() {
    String userToken = visitor.withToken()[1].substring("Bearer ".length());
    Parameters form = Parameters.NONE.with("grant_type", "client_credentials");
    JsonNode grant = Visitor.json(visitor.token(form));
    assertThat(grant.has("refresh_token")).isFalse();
    assertThat(visitor.get("/platform/connections").statusCode()).isEqualTo(403);

    visitor.useToken(grant.path("access_token").asString());
    HttpResponse<String> response =
        visitor.get("/platform/connections?createdAfter=2020-01-01T00:00:00Z");
    JsonNode first = Visitor.json(response).path("values").get(0);

    assertThat(Visitor.header(response, "Content-Type")).startsWith("application/json");
    assertThat(Visitor.json(response).path("total").asInt()).isEqualTo(4);
    assertThat(first.path("orgId").isIntegralNumber()).isTrue();
    assertThat(first.path("id").isString()).isTrue();
    assertThat(first.path("permissions").toString()).isEqualTo("[1001,4001,4002,4003,5001]");
    assertThat(
            visitor
                .getJson("/platform/connections?createdAfter=2099-01-01T00:00:00Z")
                .path("total")
                .asInt())
        .isZero();
    assertThat(visitor.get("/platform/connections?createdAfter=soon").statusCode()).isEqualTo(400);

    String id = first.path("id").asString();
    assertThat(visitor.delete("/platform/connections/" + id).statusCode()).isEqualTo(204);
    assertThat(visitor.delete("/platform/connections/" + id).statusCode()).isEqualTo(403);
    assertThat(visitor.delete("/platform/organizations/1004/connections").statusCode())
        .isEqualTo(204);
    visitor.useToken(userToken);
    assertThat(Visitor.rels(visitor.getJson("/platform/organizations/1001")))
        .contains("connections");
    assertThat(Visitor.rels(visitor.getJson("/platform/organizations/1004")))
        .contains("connections");
  }
}
