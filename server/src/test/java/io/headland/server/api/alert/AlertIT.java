package io.headland.server.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.webhook.WebhookFixture;
import io.headland.server.engine.webhook.Signature;
import io.headland.server.platform.config.HeadlandConfig.CredentialConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.server.platform.safehttp.Receiver.Received;
import io.headland.server.platform.safehttp.Receiver.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Leaf's alerts, as a client that was written for Leaf uses them.
class AlertIT {
  private static final String ALERTS = "/services/alerts/api/alerts/webhooks";
  private static final String GREETING =
      "{\"message\": \"confirmation of webhook upon registration\"}";
  private static final String SECRET = "mRyT257XpFWX";
  private static final LeafUserId USER =
      new LeafUserId(UUID.fromString("0198c0de-1111-7cc3-98c4-dc0c0c07398f"));

  private final MovableClock clock = new MovableClock();
  private final ServerFixture server =
      ServerFixture.start(ServerFixture.NO_PROVIDER, clock, config -> config);
  private final Receiver receiver = Receiver.start();
  private final ApiClient api = server.owner();

  @AfterEach
  void stop() {
    receiver.close();
    server.close();
  }

  @Test
  void registersWhatConfirmsAndListsIt() {
    ApiResponse created = register("fieldCreated", "newSatelliteImage");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location").orElseThrow()).isEqualTo(ALERTS + "/" + created.id());
    assertThat(created.json().path("events")).hasSize(2);
    assertThat(created.json().path("secret").stringValue()).isEqualTo("********");
    Received greeting = receiver.received().getFirst();
    assertThat(greeting.body()).isEqualTo(GREETING);
    assertThat(greeting.header("X-Leaf-Signature")).isEqualTo(signature(GREETING));
    assertThat(api.get(ALERTS).json()).hasSize(1);
    assertThat(api.get(ALERTS + "/" + created.id()).json()).isEqualTo(created.json());
    assertThat(api.get(WebhookFixture.WEBHOOKS).json().at("/0/kind").stringValue())
        .isEqualTo("LEAF");

    assertThat(api.delete(ALERTS + "/" + created.id()).status()).isEqualTo(204);
    assertThat(api.get(ALERTS + "/" + created.id()).status()).isEqualTo(404);
    assertThat(register("fieldCreated").status()).isEqualTo(201);
  }

  @Test
  void refusesWhatDoesNotConfirm() {
    receiver.behave(_ -> Reply.of(500));

    assertThat(register("fieldCreated").errorKey()).isEqualTo("webhookNotConfirmed");
    assertThat(api.get(ALERTS).json()).isEmpty();
  }

  @Test
  void takesEachEventOnce() {
    register("fieldCreated", "fieldUpdated");

    assertThat(register("fieldUpdated", "machineCreated").errorKey())
        .isEqualTo("eventRegisteredTwice");
    assertThat(register("machineCreated").status()).isEqualTo(201);
  }

  @Test
  void refusesAnEventThatLeafDoesNotHave() {
    ApiResponse response = register("fieldCreated", "field.created");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.wrongFields()).contains("events[1]");
    assertThat(api.post(ALERTS, "{}").wrongFields())
        .containsExactlyInAnyOrder("events", "name", "secret", "url");
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void tellsOfEventsInLeafsWordsAndSignsAsLeafDoes() throws Exception {
    register("fieldCreated", "fieldBoundaryDeleted", "credentialsUnauthenticated");

    publish(EventType.FIELD_CREATED, Map.of("fieldId", "f-1"));
    publish(EventType.FIELD_UPDATED, Map.of("fieldId", "f-1"));
    publish(EventType.BOUNDARY_REMOVED, Map.of("fieldId", "f-1", "boundaryId", "b-1"));
    publish(
        EventType.CREDENTIAL_STATUS_CHANGED,
        Map.of("credentialId", "c-1", "status", "MISSING_PERMISSION"));
    publish(
        EventType.CREDENTIAL_CREATED, Map.of("credentialId", "c-1", "status", "UNAUTHENTICATED"));
    publish(EventType.CREDENTIAL_CREATED, Map.of("credentialId", "c-2", "status", "OK"));
    Concurrency.await(() -> receiver.received().size() == 4);

    String field = bodyOf("fieldCreated");
    assertThat(field)
        .matches(
            "\\{\"source\": \"SYNC\", \"leafUserId\": \""
                + USER
                + "\", \"fieldId\": \"f-1\", \"type\": \"fieldCreated\", \"timestamp\":"
                + " \"\\S+Z\"\\}");
    JsonNode boundary = Json.MAPPER.readTree(bodyOf("fieldBoundaryDeleted"));
    assertThat(boundary.path("boundaryId").stringValue()).isEqualTo("b-1");
    JsonNode credential = Json.MAPPER.readTree(bodyOf("credentialsUnauthenticated"));
    assertThat(credential.propertyNames())
        .containsExactly(
            "credential", "provider", "credentialId", "message", "status", "type", "timestamp");
    for (Received call : receiver.received()) {
      assertThat(call.header("X-Leaf-Signature")).isEqualTo(signature(call.body()));
      new com.standardwebhooks.Webhook(SECRET.getBytes(StandardCharsets.UTF_8))
          .verify(
              call.body(),
              Map.of(
                  "webhook-id", List.of(call.header("webhook-id")),
                  "webhook-timestamp", List.of(call.header("webhook-timestamp")),
                  "webhook-signature", List.of(call.header("webhook-signature"))));
    }
  }

  @Test
  void triesAsOftenAsLeafAndListsWhatFailed() {
    register("fieldCreated");
    receiver.behave(_ -> new Reply(500, "out of order", Map.of()));
    publish(EventType.FIELD_CREATED, Map.of("fieldId", "f-1"));
    int calls = 2;
    for (int minutes : new int[] {1, 30, 60, 240}) {
      int made = calls;
      awaitAttempts(made - 1);
      assertThat(api.get(ALERTS + "/failed-calls").json().path("items")).isEmpty();
      clock.advance(Duration.ofMinutes(minutes).multipliedBy(12).dividedBy(10));
      calls++;
    }
    awaitAttempts(5);

    JsonNode failed = api.get(ALERTS + "/failed-calls").json().at("/items/0");
    assertThat(failed.path("apiOwner").stringValue()).isEqualTo(ServerFixture.OWNER_EMAIL);
    assertThat(failed.path("url").stringValue()).isEqualTo(receiver.uri("/leaf").toString());
    assertThat(failed.path("requestBody").stringValue()).isEqualTo(bodyOf("fieldCreated"));
    assertThat(failed.path("status").intValue()).isEqualTo(500);
    assertThat(failed.path("response").stringValue()).isEqualTo("out of order");
  }

  @Test
  void showsSecretsWhereTheOperatorChoseTo() {
    try (ServerFixture open =
        ServerFixture.start(
            ServerFixture.NO_PROVIDER,
            Clock.systemUTC(),
            ConfigChange.credentials(
                new CredentialConfig(
                    true,
                    true,
                    Duration.ofDays(30),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10))))) {
      ApiResponse created = open.owner().post(ALERTS, body("fieldCreated"));

      assertThat(created.json().path("secret").stringValue()).isEqualTo(SECRET);
      assertThat(open.owner().get(ALERTS).json().at("/0/secret").stringValue()).isEqualTo(SECRET);
    }
  }

  /// The events of an alert have Leaf's names, and there is no alert for Esri's maps.
  @Test
  void hasItsLimits() {
    String id = register("fieldCreated").id();

    assertThat(api.patch(WebhookFixture.WEBHOOKS + "/" + id, "{\"types\": [\"*\"]}").errorKey())
        .isEqualTo("alertTypesAreFixed");
    assertThat(api.patch(WebhookFixture.WEBHOOKS + "/" + id, "{\"name\": \"Other\"}").status())
        .isEqualTo(200);
    assertThat(api.post("/services/alerts/api/alerts/arcgis", body("fieldUpdated")).status())
        .isEqualTo(404);
  }

  /// Leaf's header has room for one signature, so a change of the secret could not be prepared.
  @Test
  void theSecretOfAnAlertIsFixed() {
    String id = register("fieldCreated").id();

    ApiResponse response = api.post(WebhookFixture.WEBHOOKS + "/" + id + "/secret");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.errorKey()).isEqualTo("alertSecretIsFixed");
    publish(EventType.FIELD_CREATED, Map.of("fieldId", "f-1"));
    Concurrency.await(() -> receiver.received().size() == 2);
    assertThat(receiver.received().getLast().header("X-Leaf-Signature"))
        .isEqualTo(signature(bodyOf("fieldCreated")));
  }

  @Test
  void takesASecretThatOnlyLooksLikeAKey() {
    ApiResponse created = api.post(ALERTS, body("fieldCreated").replace(SECRET, "whsec_"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(receiver.received().getFirst().header("X-Leaf-Signature"))
        .isEqualTo(Signature.base64("whsec_".getBytes(StandardCharsets.UTF_8), GREETING));
  }

  private void awaitAttempts(int attempts) {
    Concurrency.await(
        () ->
            server
                    .jdbi()
                    .withHandle(
                        handle ->
                            handle
                                .createQuery("select count(*) from webhook_attempt")
                                .mapTo(Integer.class)
                                .one())
                == attempts);
  }

  private ApiResponse register(String... events) {
    return api.post(ALERTS, body(events));
  }

  private String body(String... events) {
    return """
    {"events": %s, "name": "Listener", "secret": "%s", "url": "%s"}
    """
        .formatted(Json.MAPPER.writeValueAsString(events), SECRET, receiver.uri("/leaf"));
  }

  private void publish(EventType type, Map<String, String> data) {
    ObjectNode content = Json.MAPPER.createObjectNode();
    data.forEach(content::put);
    WebhookFixture.write(
        server.jdbi(),
        server.ownerId(ServerFixture.OWNER_EMAIL),
        List.of(new NewEvent(type, USER, "JohnDeere", "x/1", content)));
  }

  private String bodyOf(String type) {
    return receiver.received().stream()
        .map(Received::body)
        .filter(body -> body.contains("\"type\": \"" + type + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static String signature(String body) {
    return Signature.base64(SECRET.getBytes(StandardCharsets.UTF_8), body);
  }
}
