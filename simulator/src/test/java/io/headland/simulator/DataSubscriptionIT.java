package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.control.EventControl;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.events.Event;
import io.headland.simulator.johndeere.events.Subscription;
import io.headland.simulator.johndeere.world.Switches;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DataSubscriptionIT {
  private static final String SUBSCRIPTIONS = "/platform/eventSubscriptions";
  private static final String DELIVERY = "/platform/eventSubscriptionDelivery";

  private final Receiver receiver = new Receiver();
  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());
  private final EventControl events = browser.control().events();
  private final FieldDataControl fieldData = browser.control().fieldData("1001");

  @AfterEach
  void close() {
    browser.close();
    receiver.close();
  }

  @Test
  void tellsNothingBeforeTheTargetIsVerified() {
    receiver.respond(500);
    String id = subscribe("field");
    assertThat(receiver.next().types()).isEqualTo("subscriptionVerification");
    fieldData.renameField("e1", "One");
    assertThat(events.subscription(id).verified()).isFalse();

    // The delay before the next attempt starts when the rejection was received.
    until(() -> events.deliveries().size() == 1);
    receiver.respond(204);
    browser.control().clock().advance(Duration.ofMinutes(2));
    assertThat(receiver.next().types()).isEqualTo("subscriptionVerification");
    until(() -> events.subscription(id).verified());
    fieldData.renameField("e1", "Two");
    JsonNode events = receiver.next().events();
    assertThat(events.size()).isOne();
    assertThat(events.get(0).path("targetResource").asString())
        .isEqualTo(browser.base() + "/platform/organizations/1001/fields/e1");
    assertThat(events.get(0).path("token").asString()).isEqualTo("dG9rZW4=");
    assertThat(events.get(0).path("clientKey").asString()).isEqualTo(Worlds.APP);
    assertThat(events.get(0).path("metadata").get(1).path("value").asString()).isEqualTo("1001");
  }

  @Test
  void tellsEachSubscriptionOfItsOwnTypeAndOrganization() {
    verified("boundary");
    fieldData.renameField("e1", "One");
    fieldData.scaleBoundary("e1", 2);
    assertThat(receiver.next().events().get(0).path("targetResource").asString())
        .endsWith("/organizations/1001/fields/e1/boundaries/b1");
    events.announceBoundary("1003", "x", "y");
    assertThat(receiver.isQuiet()).isTrue();
  }

  @Test
  void answersWithTheSubscriptionThatWasCreated() {
    HttpResponse<String> response = write("POST", SUBSCRIPTIONS, body("client").toString());
    JsonNode created = GrowerBrowser.json(response);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(created.path("clientKey").asString()).isEqualTo(Worlds.APP);
    assertThat(GrowerBrowser.link(created, "self"))
        .contains(GrowerBrowser.header(response, "Location"));
    assertThat(GrowerBrowser.header(response, "Location")).endsWith(created.path("id").asString());
    assertThat(wrong(body("subscriptionVerification"))).isEqualTo("eventTypeId");
  }

  @Test
  void showsTheClientKeyAndRemovesTheAuthorizationByNull() {
    change("{\"authorizationHeaderValue\": \"Basic abc\"}");
    change("{\"maxBatchSize\": 3}");
    JsonNode settings = browser.getJson(DELIVERY);
    assertThat(settings.path("clientKey").asString()).isEqualTo(Worlds.APP);
    assertThat(settings.path("authorizationHeaderValue").asString()).isEqualTo("Basic abc");

    assertThat(change("{\"authorizationHeaderValue\": null}")).isEqualTo(204);
    assertThat(browser.getJson(DELIVERY).path("authorizationHeaderValue").asString()).isEmpty();
    subscribe("field");
    assertThat(receiver.next().authorization()).isEmpty();
  }

  @Test
  void refusesATargetThatCannotBeVerifiedWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withUnverifiedTarget(Switches.UnverifiedTarget.REFUSE));
    receiver.respond(500);
    assertThat(wrong(body("field"))).isEqualTo("targetEndpoint");
    receiver.next();
    assertThat(GrowerBrowser.ids(browser.getJson(SUBSCRIPTIONS))).isEmpty();

    receiver.respond(204);
    String id = verified("field");
    fieldData.renameField("e1", "One");
    assertThat(receiver.next().types()).isEqualTo("field");
    assertThat(put(id, body("field").put("displayName", "Mine")).statusCode()).isEqualTo(204);
    assertThat(receiver.isQuiet()).isTrue();
  }

  @Test
  void sendsEventsAboutWhatAnApplicationWrites() {
    for (String type : List.of("client", "farm", "field")) {
      verified(type);
    }
    String org = "/platform/organizations/1001";
    String body =
        "{\"name\":\"Top\",\"farms\":{\"farms\":[{\"name\":\"Hill\"}]},"
            + "\"clients\":{\"clients\":[{\"name\":\"Boone\"}]}}";
    events.pause(Worlds.APP);
    String field = GrowerBrowser.header(write("POST", org + "/fields", body), "Location");
    events.resume(Worlds.APP);
    assertThat(receiver.next().types()).isEqualTo("client,farm,field");

    write("PUT", field, "{\"name\":\"Peak\"}");
    JsonNode changed = receiver.next().events();
    assertThat(changed.get(0).path("targetResource").asString()).isEqualTo(field);
    events.pause(Worlds.APP);
    browser.delete(field);
    events.resume(Worlds.APP);
    // The farm and the client have become empty and are deleted with the field.
    assertThat(receiver.next().types()).isEqualTo("field,farm,client");
    write("PUT", org + "/fields/e1", "{\"name\":\" \"}");
    assertThat(receiver.isQuiet()).isTrue();
  }

  @Test
  void sendsTheAuthorizationAndBatchesAsTheApplicationSet() {
    assertThat(change("{\"authorizationHeaderValue\": \"Basic abc\", \"maxBatchSize\": 3}"))
        .isEqualTo(204);
    verified("field");
    events.pause(Worlds.APP);
    for (int i = 0; i < 7; i++) {
      events.announceField("1001", "n" + i);
    }
    assertThat(receiver.isQuiet()).isTrue();

    events.resume(Worlds.APP);
    Receiver.Post first = receiver.next();
    assertThat(first.authorization()).isEqualTo("Basic abc");
    assertThat(first.events().size()).isEqualTo(3);
    assertThat(receiver.next().events().size()).isEqualTo(3);
    assertThat(receiver.next().events().size()).isOne();
  }

  @Test
  void comesAgainLaterAndExpiresInTheEnd() {
    events.rule(rules -> rules.withAttempts(2));
    String id = verified("field");
    receiver.respond(500);
    fieldData.renameField("e1", "One");
    receiver.next();
    assertThat(receiver.isQuiet()).isTrue();
    browser.control().clock().advance(Duration.ofMinutes(1));
    receiver.next();
    until(() -> status(id).equals("Expired"));
    fieldData.renameField("e1", "Two");
    assertThat(receiver.isQuiet()).isTrue();

    receiver.respond(204);
    assertThat(put(id, body("field")).statusCode()).isEqualTo(204);
    assertThat(receiver.next().types()).isEqualTo("subscriptionVerification");
    until(() -> events.subscription(id).isListening());
    fieldData.renameField("e1", "Three");
    receiver.next();
  }

  @Test
  void takesASlowResponseForNone() {
    String id = verified("field");
    events.rule(rules -> rules.withResponseTimeout(Duration.ofNanos(1)).withAttempts(1));
    fieldData.renameField("e1", "One");
    until(() -> status(id).equals("Expired"));
    assertThat(events.deliveries().getLast().status()).isZero();
  }

  @Test
  void endsPermanentlyByAPutWithTerminated() {
    String id = verified("field");
    assertThat(put(id, body("field").put("status", "Terminated")).statusCode()).isEqualTo(204);
    fieldData.renameField("e1", "One");
    assertThat(receiver.isQuiet()).isTrue();
    HttpResponse<String> again = put(id, body("field"));
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(GrowerBrowser.json(again).get(0).path("field").asString()).isEqualTo("status");
    assertThat(browser.delete(SUBSCRIPTIONS + "/" + id).statusCode()).isEqualTo(405);
  }

  @Test
  void repeatsAndTurnsRoundOnDemand() {
    verified("field");
    events.rule(rules -> rules.withDuplicates(true).withLatestFirst(true));
    events.pause(Worlds.APP);
    events.announceField("1001", "first");
    events.announceField("1001", "second");
    events.resume(Worlds.APP);
    JsonNode once = receiver.next().events();
    assertThat(once.get(0).path("targetResource").asString()).endsWith("/second");
    assertThat(receiver.next().events()).isEqualTo(once);
  }

  @Test
  void postsNotificationsOfAForgedSender() throws InterruptedException {
    Event event = new Event("k", "field", "/platform/organizations/1/fields/2", "t", Map.of());
    assertThat(events.forge(URI.create(receiver.uri()), "Bearer guess", event)).isEqualTo(204);
    assertThat(receiver.next().authorization()).isEqualTo("Bearer guess");
  }

  @Test
  void obeysTheControlApi() {
    String id = verified("field");
    control("PATCH", "rules", "{\"attempts\": 1, \"retryAfter\": \"PT1S\"}");
    assertThat(events.rules().attempts()).isOne();
    control("POST", "announce", "{\"orgId\": \"1001\", \"fieldId\": \"e1\"}");
    assertThat(receiver.next().types()).isEqualTo("field");
    control("POST", "subscriptions/" + id + "/send", "{\"eventTypeId\": \"heartbeat\"}");
    assertThat(receiver.next().types()).isEqualTo("heartbeat");
    String forged = "{\"target\": \"%s\", \"eventTypeId\": \"field\"}".formatted(receiver.uri());
    assertThat(control("POST", "forge", forged).path("status").asInt()).isEqualTo(204);
    control("POST", "subscriptions/" + id + "/expire", "{}");
    JsonNode shown = control("GET", "subscriptions", "").path("subscriptions").get(0);
    assertThat(shown.path("status").asString()).isEqualTo("Expired");
    assertThat(control("GET", "deliveries", "").path("deliveries").size()).isEqualTo(3);
  }

  private JsonNode control(String method, String path, String body) {
    HttpResponse<String> response = browser.call(method, "/_simulator/events/" + path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return GrowerBrowser.json(response);
  }

  @Test
  void namesWhatIsWrongWithASubscription() {
    assertThat(wrong(body("harvest"))).isEqualTo("eventTypeId");
    assertThat(wrong(body("field").put("token", "not so!"))).isEqualTo("token");
    assertThat(wrong(body("field").put("status", "Expired"))).isEqualTo("status");
    ObjectNode elsewhere = body("field");
    elsewhere.putObject("targetEndpoint").put("targetType", "https").put("uri", "ftp://a");
    assertThat(wrong(elsewhere)).isEqualTo("targetEndpoint");
    ObjectNode strange = body("field");
    strange.putArray("filters").addObject().put("key", "moon").putArray("values").add("1");
    assertThat(wrong(strange)).isEqualTo("filters");
    assertThat(change("{\"maxBatchSize\": 257}")).isEqualTo(400);
  }

  @Test
  void listsWhatTheUserSubscribedAndEveryType() {
    String id = subscribe("field");
    assertThat(GrowerBrowser.ids(browser.getJson(SUBSCRIPTIONS))).containsExactly(id);
    JsonNode one = browser.getJson(SUBSCRIPTIONS + "/" + id);
    assertThat(one.path("filters").get(0).path("values").get(0).asString()).isEqualTo("1001");
    assertThat(one.path("status").asString()).isEqualTo("Active");
    assertThat(GrowerBrowser.ids(browser.getJson("/platform/eventSubscriptionEventTypes")))
        .containsExactly(
            "client",
            "farm",
            "field",
            "fieldSync",
            "boundary",
            "fieldOperation",
            "guidanceLine",
            "flag",
            "flagCategory",
            "operator");
    assertThat(GrowerBrowser.ids(browser.getJson("/platform/eventTypes?pageOffset=10")))
        .containsExactly(
            "workPlan",
            "notification",
            "contributedMapLayer",
            "heartbeat",
            "subscriptionVerification");
    assertThat(browser.getJson("/platform/eventTypes/workPlan").path("id").asString())
        .isEqualTo("workPlan");
    browser.useToken(
        GrowerBrowser.json(browser.refresh("rt-bert")).path("access_token").asString());
    assertThat(browser.get(SUBSCRIPTIONS + "/" + id).statusCode()).isEqualTo(404);
    assertThat(GrowerBrowser.ids(browser.getJson(SUBSCRIPTIONS))).isEmpty();
  }

  private String verified(String type) {
    String id = subscribe(type);
    receiver.next();
    until(() -> events.subscription(id).isListening());
    return id;
  }

  private String subscribe(String type) {
    HttpResponse<String> response = write("POST", SUBSCRIPTIONS, body(type).toString());
    assertThat(response.statusCode()).isEqualTo(201);
    String location = GrowerBrowser.header(response, "location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private String wrong(ObjectNode body) {
    HttpResponse<String> response = write("POST", SUBSCRIPTIONS, body.toString());
    assertThat(response.statusCode()).isEqualTo(400);
    return GrowerBrowser.json(response).get(0).path("field").asString();
  }

  private HttpResponse<String> put(String id, ObjectNode body) {
    return write("PUT", SUBSCRIPTIONS + "/" + id, body.toString());
  }

  private int change(String settings) {
    return write("PATCH", DELIVERY, settings).statusCode();
  }

  private HttpResponse<String> write(String method, String target, String body) {
    return browser.call(
        method, target, body, browser.withToken("Content-Type", GrowerBrowser.AXIOM));
  }

  private ObjectNode body(String type) {
    ObjectNode body =
        Json.object().put("eventTypeId", type).put("status", "Active").put("token", "dG9rZW4=");
    body.putObject("targetEndpoint").put("targetType", "https").put("uri", receiver.uri());
    body.putArray("filters").addObject().put("key", "orgId").putArray("values").add("1001");
    return body;
  }

  private String status(String id) {
    return events.subscription(id).status() == Subscription.Status.TERMINATED
        ? "Terminated"
        : browser.getJson(SUBSCRIPTIONS + "/" + id).path("status").asString();
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
