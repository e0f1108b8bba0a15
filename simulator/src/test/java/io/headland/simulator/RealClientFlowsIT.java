package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The sequence of calls of five kinds of published clients of John Deere's API: a reader that
/// follows links, one that stores signatures, a writer, a receiver of events, and a web application
/// that signs a user in and has organizations connected.
class RealClientFlowsIT {
  private static final String SIGNATURE = "x-deere-signature";

  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void followsLinksFromTheCatalogToTheBoundariesAndAddsAField() {
    JsonNode catalog = browser.getJson("/platform/");
    int boundaries = 0;
    for (JsonNode organization :
        pages(GrowerBrowser.link(catalog, "organizations").orElseThrow())) {
      Optional<String> fields = GrowerBrowser.link(organization, "fields");
      if (fields.isEmpty()) {
        continue;
      }
      for (JsonNode field : pages(fields.get() + "?embed=farms,clients")) {
        assertThat(field.at("/farms/farms/0/name").asString()).isNotEmpty();
        boundaries += pages(GrowerBrowser.link(field, "boundaries").orElseThrow()).size();
      }
      String add = GrowerBrowser.link(organization, "addField").orElseThrow();
      HttpResponse<String> added = write("POST", add, "{\"name\":\"Trial plot\"}");
      JsonNode read = browser.getJson(GrowerBrowser.header(added, "Location"));
      assertThat(read.path("name").asString()).isEqualTo("Trial plot");
      assertThat(names(pages(fields.get()))).contains("Trial plot");
    }
    assertThat(boundaries).isOne();
  }

  @Test
  void readsAgainOnlyWhatHasAnotherSignature() {
    Map<String, String> kept = new HashMap<>();
    List<String> targets =
        List.of(
            "/platform/organizations",
            "/platform/organizations/1001/clients",
            "/platform/organizations/1001/farms",
            "/platform/organizations/1001/fields");
    for (String target : targets) {
      HttpResponse<String> first = browser.get(target, SIGNATURE, "nil");
      kept.put(target, GrowerBrowser.header(first, SIGNATURE));
      assertThat(GrowerBrowser.json(first).path("values").size()).isPositive();
    }
    assertThat(changed(kept, targets)).isEmpty();
    write("PUT", "/platform/organizations/1001/fields/e1", "{\"name\":\"North 80\"}");
    assertThat(changed(kept, targets)).containsExactly(targets.get(3));
    write("POST", "/platform/organizations/1001/clients", "{\"name\":\"Boone\"}");
    assertThat(changed(kept, targets)).containsExactly(targets.get(1));
  }

  /// Requests each list with its stored signature, and stores the new ones.
  private List<String> changed(Map<String, String> kept, List<String> targets) {
    List<String> changed = new ArrayList<>();
    for (String target : targets) {
      HttpResponse<String> response = browser.get(target, SIGNATURE, kept.getOrDefault(target, ""));
      if (response.statusCode() != 304) {
        changed.add(target);
      }
      kept.put(target, GrowerBrowser.header(response, SIGNATURE));
    }
    return changed;
  }

  @Test
  void writesATreeFromTheClientDownToTheBoundaryAndTakesItAway() {
    String org = "/platform/organizations/1001";
    String client = create(org + "/clients", Json.object().put("name", "Boone"));
    ObjectNode farmBody = Json.object().put("name", "Hill");
    farmBody.putArray("links").addObject().put("rel", "client").put("uri", client);
    String farm = create(org + "/farms", farmBody);
    ObjectNode fieldBody = Json.object().put("name", "Top");
    fieldBody.putObject("farms").putArray("farms").addObject().put("id", last(farm));
    fieldBody.putObject("clients").putArray("clients").addObject().put("id", last(client));
    String field = create(org + "/fields", fieldBody);
    String boundary = create(field + "/boundaries", square().put("active", true));

    JsonNode read = browser.getJson(field + "?embed=farms,clients,activeBoundary");
    assertThat(read.at("/farms/farms/0/id").asString()).isEqualTo(last(farm));
    assertThat(read.at("/activeBoundary/id").asString()).isEqualTo(last(boundary));
    assertThat(read.at("/activeBoundary/area/valueAsDouble").asDouble()).isBetween(92.0, 94.0);

    ObjectNode update = square().put("name", "Autumn").put("active", true).put("irrigated", true);
    assertThat(write("PUT", boundary, update.toString()).statusCode()).isEqualTo(204);
    assertThat(browser.getJson(boundary).path("irrigated").asBoolean()).isTrue();
    assertThat(browser.delete(boundary).statusCode()).isEqualTo(204);
    assertThat(browser.delete(field).statusCode()).isEqualTo(204);
    assertThat(browser.get(client).statusCode()).isEqualTo(404);
  }

  @Test
  void subscribesToEventsAndReadsWhatTheyName() {
    try (Receiver receiver = new Receiver()) {
      assertThat(GrowerBrowser.ids(browser.getJson("/platform/eventTypes?itemLimit=100")))
          .contains("client", "farm", "field", "boundary");
      write(
          "PATCH",
          "/platform/eventSubscriptionDelivery",
          "{\"authorizationHeaderValue\":\"Bearer secret\"}");
      ObjectNode body = Json.object().put("eventTypeId", "field").put("token", "abc=");
      body.putObject("targetEndpoint").put("targetType", "https").put("uri", receiver.uri());
      body.putArray("filters").addObject().put("key", "orgId").putArray("values").add("1001");
      HttpResponse<String> created = write("POST", "/platform/eventSubscriptions", body.toString());
      String self = GrowerBrowser.link(GrowerBrowser.json(created), "self").orElseThrow();
      assertThat(receiver.next().types()).isEqualTo("subscriptionVerification");

      String id = last(self);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!browser.control().events().subscription(id).isListening()) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      write("PUT", "/platform/organizations/1001/fields/e1", "{\"name\":\"North 80\"}");
      Receiver.Post post = receiver.next();
      assertThat(post.authorization()).isEqualTo("Bearer secret");
      assertThat(post.events().get(0).path("token").asString()).isEqualTo("abc=");
      String resource = post.events().get(0).path("targetResource").asString();
      assertThat(browser.getJson(resource).path("name").asString()).isEqualTo("North 80");

      ObjectNode end = (ObjectNode) browser.getJson(self);
      assertThat(write("PUT", self, end.put("status", "Terminated").toString()).statusCode())
          .isEqualTo(204);
    }
  }

  @Test
  void signsAUserInAndHasAnOrganizationConnected() {
    String back = "http://localhost:1/back";
    Parameters asked =
        Parameters.NONE
            .with("response_type", "code")
            .with("client_id", Worlds.APP)
            .with("scope", "ag1 ag2 ag3 offline_access")
            .with("redirect_uri", back)
            .with("state", "x");
    Parameters signIn = Parameters.NONE.with("userName", "anna").with("password", "corn");
    JsonNode metadata =
        browser.getJson(GrowerBrowser.OAUTH + "/.well-known/oauth-authorization-server");
    String authorize = metadata.path("authorization_endpoint").asString();
    HttpResponse<String> allowed =
        browser.postForm(authorize + "?" + asked.encoded(), signIn.with("decision", "allow"));
    URI location = URI.create(GrowerBrowser.header(allowed, "Location"));
    String code = Parameters.parse(location.getRawQuery(), '&').find("code").orElseThrow();
    JsonNode tokens =
        GrowerBrowser.json(
            browser.token(
                Parameters.NONE
                    .with("grant_type", "authorization_code")
                    .with("code", code)
                    .with("redirect_uri", back)));
    browser.useToken(tokens.path("access_token").asString());

    for (JsonNode organization : pages("/platform/organizations")) {
      Optional<String> connect = GrowerBrowser.link(organization, "connections");
      if (connect.isPresent()) {
        String page = connect.get() + "?redirect_uri=" + Parameters.encode(back);
        HttpResponse<String> done =
            browser.postForm(
                page, signIn.with("organizations", organization.path("id").asString()));
        assertThat(done.statusCode()).isEqualTo(303);
      }
    }
    assertThat(pages("/platform/organizations"))
        .allSatisfy(
            organization ->
                assertThat(GrowerBrowser.link(organization, "manage_connections")).isPresent());
    assertThat(browser.get("/platform/organizations/1002/fields").statusCode()).isEqualTo(200);
  }

  /// All records of a list, by the links to further pages.
  private List<JsonNode> pages(String first) {
    List<JsonNode> all = new ArrayList<>();
    Optional<String> next = Optional.of(first);
    while (next.isPresent()) {
      JsonNode page = browser.getJson(next.get());
      page.path("values").forEach(all::add);
      next = GrowerBrowser.link(page, "nextPage");
    }
    return all;
  }

  private static List<String> names(List<JsonNode> records) {
    return records.stream().map(record -> record.path("name").asString()).toList();
  }

  private String create(String list, ObjectNode body) {
    HttpResponse<String> created = write("POST", list, body.toString());
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return GrowerBrowser.header(created, "Location");
  }

  private static String last(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  private static ObjectNode square() {
    ObjectNode body =
        Json.object()
            .put("name", "Spring")
            .put("sourceType", "External")
            .put("active", false)
            .put("irrigated", false);
    ObjectNode ring =
        body.putArray("multipolygons")
            .addObject()
            .putArray("rings")
            .addObject()
            .put("type", "exterior");
    double[][] corners = {{41, -93}, {41, -92.99}, {41.01, -92.99}, {41.01, -93}, {41, -93}};
    for (double[] corner : corners) {
      ring.withArray("points").addObject().put("lat", corner[0]).put("lon", corner[1]);
    }
    return body;
  }

  private HttpResponse<String> write(String method, String target, String body) {
    return browser.call(
        method, target, body, browser.withToken("Content-Type", GrowerBrowser.AXIOM));
  }
}
