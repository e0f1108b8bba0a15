package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.simulator.johndeere.world.Organization;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControlApiIT {
  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void connectsAndDisconnectsAnOrganization() {
    post("/organizations/1002/connect", "");
    assertThat(rels("1002")).contains("manage_connections");
    post("/organizations/1002/disconnect", "{\"clientKey\":\"0oaapp\"}");
    assertThat(rels("1002")).contains("connections");
  }

  @Test
  void letsAnOrganizationVanishAndReappear() {
    post("/organizations/1001/remove", "");
    assertThat(list()).doesNotContain("1001");
    assertThat(browser.get("/platform/organizations/1001").statusCode()).isEqualTo(404);
    post("/organizations/1001/restore", "");
    assertThat(list()).contains("1001");
  }

  @Test
  void renamesRestrictsAndWithholds() {
    JsonNode renamed = GrowerBrowser.json(post("/organizations/1001/rename", "{\"name\":\"New\"}"));
    assertThat(renamed.path("name").asString()).isEqualTo("New");

    post("/organizations/1001/withhold-rels", "{\"rels\":[\"farms\",\"clients\"]}");
    assertThat(rels("1001")).contains("fields").doesNotContain("farms", "clients");
    post("/organizations/1001/withhold-rels", "{\"rels\":[]}");
    assertThat(rels("1001")).contains("farms", "clients");

    post("/organizations/1001/restrict", "{\"termsUri\":\"https://t.example\",\"listed\":true}");
    assertThat(list()).contains("1001");
    assertThat(browser.get("/platform/organizations/1001").statusCode()).isEqualTo(403);
    post("/organizations/1001/unrestrict", "");
    assertThat(browser.get("/platform/organizations/1001").statusCode()).isEqualTo(200);
  }

  @Test
  void addsAndReplacesOrganizationsInTheFormatOfTheWorldFile() {
    post("/organizations", "{\"id\":\"2001\",\"name\":\"Fir\",\"connected\":true}");
    assertThat(list()).endsWith("2001");

    HttpResponse<String> replaced =
        control("PUT", "/organizations/2001", "{\"id\":\"2001\",\"name\":\"Fir Farms\"}");
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(rels("2001")).contains("connections");

    HttpResponse<String> wrong = post("/organizations", "{\"id\":\"x\",\"name\":\"Bad\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("must be a string of digits");
  }

  @Test
  void issuesRevokesAndKillsGrants() {
    String token =
        GrowerBrowser.json(post("/grants", "{\"userName\":\"anna\"}"))
            .path("refreshToken")
            .asString();
    assertThat(browser.refresh(token).statusCode()).isEqualTo(200);

    post("/grants/invalidate-refresh-token", "{\"refreshToken\":\"" + token + "\"}");
    assertThat(browser.refresh(token).statusCode()).isEqualTo(400);
    assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(200);

    post("/grants/revoke", "{\"refreshToken\":\"rt-anna\"}");
    assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(401);
    assertThat(browser.refresh("rt-anna").statusCode()).isEqualTo(400);
    assertThat(post("/grants/revoke", "{\"refreshToken\":\"none\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void takesFaultsAndForgetsThem() {
    HttpResponse<String> added =
        post("/faults", "{\"path\":\"/platform/*\",\"status\":429,\"retryAfter\":7,\"times\":2}");
    assertThat(added.body()).contains("\"retryAfter\":\"7\"").contains("\"times\":2");
    assertThat(GrowerBrowser.header(browser.get("/platform/organizations"), "Retry-After"))
        .isEqualTo("7");
    control("DELETE", "/faults", "");
    assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(200);
    assertThat(post("/faults", "{\"effect\":\"flood\"}").statusCode()).isEqualTo(400);
    assertThat(post("/faults", "{\"statsu\":500}").body()).contains("statsu");
    assertThat(post("/faults", "{\"status\":500,\"share\":2}").statusCode()).isEqualTo(400);
  }

  @Test
  void setsAndAdvancesTheClock() {
    assertThat(control("PUT", "/clock", "{\"now\":\"2030-01-01T00:00:00Z\"}").body())
        .contains("2030-01-01T00:00");
    assertThat(post("/clock/advance", "{\"by\":\"PT36H\"}").body()).contains("2030-01-02T12:00");
    assertThat(control("GET", "/clock", "").body()).contains("2030-01-02T12:00");
    assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(401);
    assertThat(post("/clock/advance", "{\"by\":\"soon\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void keepsALogWithSecretsMasked() {
    browser.get("/platform/organizations?orgName=a");
    browser.get("/platform/nothing");

    JsonNode log =
        GrowerBrowser.json(control("GET", "/requests?path=/platform/*&status=200&method=get", ""));
    JsonNode logged = log.path("requests").get(0);
    assertThat(log.path("matching").asInt()).isEqualTo(1);
    assertThat(logged.path("target").asString()).isEqualTo("/platform/organizations?orgName=a");
    assertThat(logged.path("headers").path("authorization").asString())
        .isEqualTo("Bearer [masked]");
    assertThat(browser.control().requests()).hasSize(3);
    assertThat(browser.control().requests().getLast().status()).isEqualTo(404);

    control("DELETE", "/requests", "");
    assertThat(browser.control().requests()).isEmpty();
  }

  @Test
  void turnsSwitches() {
    HttpResponse<String> changed =
        control(
            "PATCH",
            "/switches",
            "{\"rotateRefreshTokens\":true,\"paging\":\"matrix\",\"accessTokenLifetime\":\"PT5M\"}");

    assertThat(changed.body()).contains("\"paging\":\"matrix\"");
    assertThat(GrowerBrowser.json(browser.refresh("rt-anna")).path("expires_in").asInt())
        .isEqualTo(300);
    assertThat(browser.refresh("rt-anna").statusCode()).isEqualTo(400);
    assertThat(control("PATCH", "/switches", "{\"paging\":\"scroll\"}").statusCode())
        .isEqualTo(400);
    assertThat(control("PATCH", "/switches", "{\"pagign\":\"query\"}").body()).contains("pagign");
  }

  @Test
  void showsTheWorldAndTheCredentials() {
    assertThat(control("GET", "/world", "").body()).contains("\"refreshToken\":\"rt-anna\"");
    JsonNode summary = GrowerBrowser.json(control("GET", "", ""));
    assertThat(summary.path("credentials").get(0).path("userName").asString()).isEqualTo("anna");
    assertThat(summary.path("organizations").asInt()).isEqualTo(5);
  }

  @Test
  void saysWhatIsWrongWithAnOrder() {
    assertThat(post("/organizations/9/connect", "").statusCode()).isEqualTo(404);
    assertThat(post("/organizations/1001/rename", "{").statusCode()).isEqualTo(400);
    assertThat(post("/organizations/1001/rename", "{}").body()).contains("name: must be a string");
    assertThat(control("GET", "/nothing", "").statusCode()).isEqualTo(404);
    assertThat(control("PUT", "/world", "").statusCode()).isEqualTo(405);
    assertThatThrownBy(() -> browser.control().rename("9", "x"))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void takesOrganizationsFromJavaAsWell() {
    browser.control().putOrganization(Organization.named("3001", "Gum").withMember("anna", true));

    assertThat(list()).endsWith("3001");
  }

  private HttpResponse<String> post(String path, String body) {
    return control("POST", path, body);
  }

  private HttpResponse<String> control(String method, String path, String body) {
    return browser.call(method, "/_simulator" + path, body);
  }

  private List<String> list() {
    return GrowerBrowser.ids(browser.getJson("/platform/organizations"));
  }

  private List<String> rels(String orgId) {
    return GrowerBrowser.rels(browser.getJson("/platform/organizations/" + orgId));
  }
}
