package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.control.EventControl;
import io.headland.simulator.http.Json;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OperationControlApiIT {
  private static final String ORG = "/_simulator/organizations/1001";
  private static final String LIST = ORG + "/fields/e1/operations";

  private final Receiver receiver = new Receiver();
  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());
  private final EventControl events = browser.control().events();

  @AfterEach
  void close() {
    browser.close();
    receiver.close();
  }

  @Test
  void addsChangesAndRemovesOverHttp() {
    String body =
        "{\"type\": \"HARVEST\", \"startDate\": \"2026-07-20T10:00:00Z\", \"crop\": \"WHEAT\","
            + " \"points\": 200}";
    String id = json("POST", LIST, body).path("id").asString();
    JsonNode added = json("GET", LIST, "").path("operations").get(7);
    assertThat(added.path("id").asString()).isEqualTo(id);
    assertThat(added.path("cropSeason").asInt()).isEqualTo(2026);
    assertThat(added.path("points").asInt()).isEqualTo(200);

    browser.get("/platform/fieldOperations/" + id);
    browser.get("/platform/fieldOps/" + id);
    browser.get("/platform/fieldOps/" + id);
    json("POST", ORG + "/operations/" + id + "/change", "{\"points\": 300, \"crop\": \"OATS\"}");
    JsonNode changed = json("GET", LIST, "").path("operations").get(7);
    assertThat(changed.path("points").asInt()).isEqualTo(300);
    assertThat(changed.path("crop").asString()).isEqualTo("OATS");
    assertThat(changed.path("calls"))
        .isEqualTo(Json.object().put("reads", 1).put("exports", 2).put("downloads", 0));

    json("DELETE", ORG + "/operations/" + id, "");
    assertThat(json("GET", LIST, "").path("operations").size()).isEqualTo(7);
  }

  @Test
  void rejectsWhatIsNotValid() {
    assertThat(status("GET", ORG + "/fields/none/operations", "")).isEqualTo(404);
    assertThat(status("POST", ORG + "/operations/none/touch", "{}")).isEqualTo(404);
    assertThat(status("DELETE", ORG + "/operations/none", "")).isEqualTo(404);
    String start = "\"startDate\": \"2026-07-20T10:00:00Z\"";
    assertThat(status("POST", LIST, "{\"type\": \"SINGING\", " + start + "}")).isEqualTo(400);
    assertThat(status("POST", LIST, "{\"type\": \"HARVEST\"}")).isEqualTo(400);
    assertThat(status("POST", LIST, "{\"type\": \"HARVEST\", \"crop\": \"x\", " + start + "}"))
        .isEqualTo(400);
    assertThat(status("POST", LIST, "{\"type\": \"HARVEST\", \"points\": -1, " + start + "}"))
        .isEqualTo(400);
  }

  @Test
  void sendsAnEventForEachChange() {
    subscribe();
    String id = json("GET", LIST, "").path("operations").get(2).path("id").asString();

    json("POST", ORG + "/operations/" + id + "/touch", "{}");
    JsonNode event = receiver.next().events().get(0);
    assertThat(event.path("eventTypeId").asString()).isEqualTo("fieldOperation");
    assertThat(event.path("targetResource").asString())
        .isEqualTo(browser.base() + "/platform/fieldOperations/" + id);
    assertThat(event.path("metadata").toString())
        .contains("\"HARVEST\"", "\"2024\"", "\"e1\"", "\"1001\"");

    json("PATCH", "/_simulator/switches", "{\"operationTarget\": \"path\"}");
    json("POST", ORG + "/operations/" + id + "/announce", "{}");
    assertThat(receiver.next().events().get(0).path("targetResource").asString())
        .isEqualTo("/fieldOperations/" + id);
    json("DELETE", ORG + "/operations/" + id, "");
    assertThat(receiver.next().types()).isEqualTo("fieldOperation");
  }

  @Test
  void showsAndChangesTheSwitches() {
    JsonNode before = json("GET", "/_simulator/switches", "");
    assertThat(before.path("operationIds").asString()).isEqualTo("uuid");
    assertThat(before.path("exportPendingCalls").asInt()).isEqualTo(1);

    JsonNode after =
        json(
            "PATCH",
            "/_simulator/switches",
            "{\"operationIds\": \"base64\", \"exportDefect\": \"bomb\", \"exportMachineColumn\":"
                + " false, \"exportLinkLifetime\": \"PT1M\", \"operationPoints\": 50}");
    assertThat(after.path("operationIds").asString()).isEqualTo("base64");
    assertThat(after.path("exportDefect").asString()).isEqualTo("bomb");
    assertThat(after.path("exportMachineColumn").asBoolean()).isFalse();
    assertThat(after.path("exportLinkLifetime").asString()).isEqualTo("PT1M");
    assertThat(json("GET", LIST, "").path("operations").get(0).path("points").asInt())
        .isEqualTo(50);
    assertThat(status("PATCH", "/_simulator/switches", "{\"exportPendingCalls\": -1}"))
        .isEqualTo(400);
    assertThat(status("PATCH", "/_simulator/switches", "{\"exportNothing\": 1}")).isEqualTo(400);
  }

  private void subscribe() {
    ObjectNode body = Json.object().put("eventTypeId", "fieldOperation").put("status", "Active");
    body.putObject("targetEndpoint").put("targetType", "https").put("uri", receiver.uri());
    ObjectNode filter = body.putArray("filters").addObject().put("key", "fieldOperationType");
    filter.putArray("values").add("HARVEST");
    HttpResponse<String> response =
        browser.call(
            "POST",
            "/platform/eventSubscriptions",
            body.toString(),
            browser.withToken("Content-Type", GrowerBrowser.AXIOM));
    assertThat(response.statusCode()).isEqualTo(201);
    String location = GrowerBrowser.header(response, "location");
    receiver.next();
    String id = location.substring(location.lastIndexOf('/') + 1);
    until(() -> events.subscription(id).isListening());
  }

  private JsonNode json(String method, String path, String body) {
    HttpResponse<String> response = browser.call(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return GrowerBrowser.json(response);
  }

  private int status(String method, String path, String body) {
    return browser.call(method, path, body).statusCode();
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
