package io.headland.server.engine.webhook;

import static io.headland.server.core.webhook.WebhookFixture.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.WebhookFixture;
import io.headland.server.platform.config.WebhookConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.server.platform.safehttp.Receiver.Received;
import io.headland.server.platform.safehttp.Receiver.Reply;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Delivery of events to endpoints.
class WebhookIT {
  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final MovableClock clock = new MovableClock();
  private final ServerFixture server =
      ServerFixture.start(simulator.baseUri(), clock, ConfigChange.webhooks(WebhookIT::quick));
  private final Receiver receiver = Receiver.start();
  private ApiClient api = server.owner();

  @AfterEach
  void stop() {
    receiver.close();
    server.close();
    simulator.close();
  }

  @Test
  void sendsEachEventOfItsTypesSignedAndInOrder() {
    WebhookFixture.Made hook =
        WebhookFixture.create(api, receiver, "field.*", "organization.blocked");

    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 20);
    WebhookFixture.write(server, EventType.CREDENTIAL_CREATED, "credential/1", 3);
    WebhookFixture.write(server, EventType.ORGANIZATION_BLOCKED, "organization/JohnDeere/1", 1);
    Concurrency.await(() -> receiver.received().size() == 21);

    List<Received> calls = receiver.received();
    assertThat(calls).allMatch(call -> WebhookFixture.isGenuine(call, hook.secret()));
    assertThat(calls)
        .noneMatch(
            call -> WebhookFixture.isGenuine(call, "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA=="));
    assertThat(
            calls.stream()
                .map(WebhookFixture::body)
                .filter(WebhookIT::isField)
                .map(WebhookIT::sequence))
        .isSorted();
    Received one =
        calls.stream().filter(call -> isField(WebhookFixture.body(call))).findFirst().orElseThrow();
    JsonNode first = WebhookFixture.body(one);
    assertThat(first.path("id").stringValue()).isEqualTo(one.header("webhook-id"));
    assertThat(first.path("type").stringValue()).isEqualTo("field.created");
    assertThat(first.at("/data/number").intValue()).isZero();
    assertThat(first.at("/data/provider").stringValue()).isEqualTo("JohnDeere");
    await(() -> view(hook).path("behind").intValue() == 0);
    assertThat(attempts(hook, "?state=SUCCEEDED&limit=500")).hasSize(21);
  }

  @Test
  void sendsOneEventToSeveralEndpoints() {
    WebhookFixture.create(api, receiver, "*");
    WebhookFixture.create(api, receiver, "field.created");

    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 2);

    Concurrency.await(() -> receiver.received().size() == 4);
    assertThat(receiver.received().stream().map(call -> call.header("webhook-id")).distinct())
        .hasSize(2);
  }

  @Test
  void triesAgainOnItsScheduleUntilItSucceeds() {
    AtomicInteger failures = new AtomicInteger(2);
    receiver.behave(
        _ -> failures.getAndDecrement() > 0 ? new Reply(500, "not now", Map.of()) : Reply.of(200));
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> view(hook).path("waiting").intValue() == 1);
    JsonNode failed = attempts(hook, "").getFirst();
    assertThat(failed.path("statusCode").intValue()).isEqualTo(500);
    assertThat(failed.path("response").stringValue()).isEqualTo("not now");
    assertThat(failed.path("number").intValue()).isEqualTo(1);
    assertThat(failed.path("nextAttemptAt").isString()).isTrue();

    clock.advance(Duration.ofSeconds(6));
    await(() -> receiver.received().size() == 2);
    clock.advance(Duration.ofMinutes(6));
    await(() -> receiver.received().size() == 3);
    await(() -> view(hook).path("waiting").intValue() == 0);

    assertThat(receiver.received().stream().map(call -> call.header("webhook-id")).distinct())
        .hasSize(1);
    assertThat(view(hook).path("abandoned").intValue()).isZero();
  }

  @Test
  void stopsAtTheEndOfTheScheduleAndReplaysOnRequest() {
    receiver.behave(_ -> Reply.of(503));
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    for (int attempts = 1; attempts < 4; attempts++) {
      int made = attempts;
      await(() -> attempts(hook, "").size() == made);
      clock.advance(Duration.ofMinutes(40));
    }
    await(() -> view(hook).path("abandoned").intValue() == 1);
    assertThat(attempts(hook, "").getFirst().has("nextAttemptAt")).isFalse();

    receiver.behave(_ -> Reply.of(204));
    String id = receiver.received().getFirst().header("webhook-id");
    ApiResponse replay =
        api.post(hook.path() + "/replay", "{\"eventIds\": [\"%s\"]}".formatted(id));
    assertThat(replay.status()).isEqualTo(202);
    assertThat(replay.json().path("queued").intValue()).isEqualTo(1);
    await(() -> attempts(hook, "?state=SUCCEEDED").size() == 1);
    assertThat(view(hook).path("abandoned").intValue()).isZero();
  }

  @Test
  void replaysTheEventsOfATime() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "field.*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 3);
    WebhookFixture.write(server, EventType.FIELD_REMOVED, "field/1", 2);
    WebhookFixture.write(server, EventType.CREDENTIAL_CREATED, "credential/1", 2);
    await(() -> receiver.received().size() == 5 && view(hook).path("behind").intValue() == 0);

    ApiResponse all = api.post(hook.path() + "/replay", "{\"since\": \"2020-01-01T00:00:00Z\"}");
    assertThat(all.json().path("queued").intValue()).isEqualTo(5);
    await(() -> receiver.received().size() == 10 && view(hook).path("waiting").intValue() == 0);
    ApiResponse some =
        api.post(
            hook.path() + "/replay",
            "{\"since\": \"2020-01-01T00:00:00Z\", \"types\": [\"field.removed\","
                + " \"credential.*\"]}");
    assertThat(some.json().path("queued").intValue()).isEqualTo(2);
    await(() -> receiver.received().size() == 12);
    assertThat(receiver.received().stream().map(call -> call.header("webhook-id")).distinct())
        .hasSize(5);
  }

  @Test
  void anEndpointThatIsGoneIsDisabledAndTheFeedSaysSo() {
    try (Receiver other = Receiver.start()) {
      WebhookFixture.create(api, other, "webhook.*");
      receiver.behave(_ -> Reply.of(410));
      WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "field.*");
      WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);

      await(() -> !view(hook).path("enabled").booleanValue());
      assertThat(view(hook).path("disabledReason").stringValue()).isEqualTo("GONE");
      await(() -> other.received().size() == 1);
      JsonNode message = WebhookFixture.body(other.received().getFirst());
      assertThat(message.path("type").stringValue()).isEqualTo("webhook.disabled");
      assertThat(message.at("/data/webhookId").stringValue()).isEqualTo(hook.id());
      assertThat(message.at("/data/reason").stringValue()).isEqualTo("GONE");
    }
  }

  @Test
  void anEndpointThatFailsForDaysIsDisabledAndGoesOnWhereItStoppedWhenItIsEnabled() {
    receiver.behave(_ -> Reply.of(500));
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> view(hook).has("failingSince"));
    clock.advance(Duration.ofDays(5).plusMinutes(1));
    api = server.owner();
    await(() -> !view(hook).path("enabled").booleanValue());
    assertThat(view(hook).path("disabledReason").stringValue()).isEqualTo("FAILING");

    WebhookFixture.write(server, EventType.FIELD_UPDATED, "field/1", 2);
    receiver.behave(_ -> Reply.of(200));
    int before = receiver.received().size();
    assertThat(api.patch(hook.path(), "{\"enabled\": true}").status()).isEqualTo(200);
    clock.advance(Duration.ofHours(1));

    // Two fields, the event that says that it was disabled, and the one that had failed.
    await(() -> receiver.received().size() - before == 4);
    assertThat(view(hook).has("failingSince")).isFalse();
  }

  /// The number of attempts in parallel is limited until one succeeds.
  @Test
  void anEventThatIsNotDeliveredSaysNothingAboutAFailingEndpoint() {
    receiver.behave(_ -> Reply.of(500));
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "field.created");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> stored(hook, "degraded", Boolean.class));
    long position = stored(hook, "position", Long.class);

    WebhookFixture.write(server, EventType.FIELD_UPDATED, "field/1", 1);

    await(() -> stored(hook, "position", Long.class) > position);
    assertThat(stored(hook, "degraded", Boolean.class)).isTrue();
  }

  private <T> T stored(WebhookFixture.Made hook, String column, Class<T> type) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select <column> from webhook where id = :id::uuid")
                    .define("column", column)
                    .bind("id", hook.id())
                    .mapTo(type)
                    .one());
  }

  @Test
  void aPausedEndpointMissesNothing() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    api.patch(hook.path(), "{\"enabled\": false}");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 3);
    await(() -> view(hook).path("behind").intValue() == 3);
    assertThat(view(hook).path("disabledReason").stringValue()).isEqualTo("CALLER");
    assertThat(receiver.received()).isEmpty();

    api.patch(hook.path(), "{\"enabled\": true}");

    await(() -> receiver.received().size() == 3);
  }

  @Test
  void anOldSecretSignsForADay() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    String fresh = api.post(hook.path() + "/secret").json().path("secret").stringValue();
    assertThat(fresh).startsWith("whsec_").isNotEqualTo(hook.secret());

    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> receiver.received().size() == 1);
    assertThat(WebhookFixture.isGenuine(receiver.received().getFirst(), hook.secret())).isTrue();
    assertThat(WebhookFixture.isGenuine(receiver.received().getFirst(), fresh)).isTrue();

    clock.advance(Duration.ofHours(25));
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> receiver.received().size() == 2);
    assertThat(receiver.received().getLast().header("webhook-signature").split(" ")).hasSize(1);
  }

  @Test
  void aSecretIsChangedOnlyWhenTheOneBeforeNoLongerSigns() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    String until =
        api.post(hook.path() + "/secret").json().path("previousSecretSignsUntil").stringValue();

    ApiResponse again = api.post(hook.path() + "/secret");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.errorKey()).isEqualTo("previousSecretSigns");
    assertThat(again.json().path("detail").stringValue()).contains(until.substring(0, 19));
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> receiver.received().size() == 1);
    assertThat(WebhookFixture.isGenuine(receiver.received().getFirst(), hook.secret())).isTrue();

    clock.advance(Duration.ofHours(25));
    api = server.owner();
    assertThat(api.post(hook.path() + "/secret").status()).isEqualTo(200);
  }

  @Test
  void whatIsNewDoesNotWaitForWhatIsSentAgain() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 200);
    await(() -> view(hook).path("behind").intValue() == 0 && receiver.received().size() == 200);
    api.patch(hook.path(), "{\"enabled\": false}");
    api.post(hook.path() + "/replay", "{\"since\": \"2020-01-01T00:00:00Z\"}");
    WebhookFixture.write(server, EventType.FIELD_REMOVED, "field/1", 1);
    await(() -> view(hook).path("behind").intValue() == 1);

    api.patch(hook.path(), "{\"enabled\": true}");

    await(() -> receiver.received().size() == 401);
    List<String> next =
        receiver.received().subList(200, 220).stream()
            .map(call -> WebhookFixture.body(call).path("type").stringValue())
            .toList();
    assertThat(next).contains("field.removed");
  }

  @Test
  void anEndpointThatIsDeletedWhileItIsCalledLeavesNothingBehind() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch deleted = new CountDownLatch(1);
    receiver.behave(
        _ -> {
          called.countDown();
          deleted.await();
          return Reply.of(200);
        });
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    called.await();
    assertThat(api.delete(hook.path()).status()).isEqualTo(204);
    assertThat(count("webhook_task where task_name = 'webhook'")).isEqualTo(1);
    deleted.countDown();

    await(() -> count("webhook_task where task_name = 'webhook'") == 0);
  }

  @Test
  void anUnreachableEndpointDelaysNoOther() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver dead =
        Receiver.start(
            _ -> {
              end.await();
              return Reply.of(200);
            })) {
      for (int i = 0; i < 40; i++) {
        WebhookFixture.create(api, dead, "*");
      }
      WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
      for (int i = 0; i < 4; i++) {
        WebhookFixture.write(server, EventType.FIELD_CREATED, "field/" + i, 50);
        int written = 50 * (i + 1);
        await(() -> receiver.received().size() == written);
      }
      assertThat(view(hook).path("waiting").intValue()).isZero();
    } finally {
      end.countDown();
    }
  }

  @Test
  void aRedirectIsAFailure() {
    try (Receiver elsewhere = Receiver.start()) {
      receiver.behave(_ -> new Reply(302, "", Map.of("Location", elsewhere.uri("/").toString())));
      WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
      WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
      await(() -> view(hook).path("waiting").intValue() == 1);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void aTestMessageReturnsItsResult() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "field.*");

    JsonNode response = api.post(hook.path() + "/test").json();

    assertThat(response.path("state").stringValue()).isEqualTo("SUCCEEDED");
    Received call = receiver.received().getFirst();
    assertThat(WebhookFixture.isGenuine(call, hook.secret())).isTrue();
    assertThat(WebhookFixture.body(call).path("type").stringValue()).isEqualTo("webhook.test");
  }

  @Test
  void secretsAreShownOnceAndNeverStoredInClear() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");

    assertThat(api.get(hook.path()).body()).doesNotContain("whsec_");
    assertThat(api.get(WEBHOOKS).body()).doesNotContain("whsec_");
    String stored =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select encode(secret, 'escape') from webhook")
                        .mapTo(String.class)
                        .one());
    assertThat(stored).doesNotContain(hook.secret().substring(6, 20));
  }

  @Test
  void measuresAttemptsWithoutAddresses() {
    WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> receiver.received().size() == 1);

    await(
        () ->
            server
                .anonymous()
                .get("/metrics")
                .body()
                .contains(
                    "headland_webhook_attempts_seconds_count{kind=\"standard\",result=\"2xx\"} 1"));
    assertThat(server.anonymous().get("/metrics").body())
        .doesNotContain("127.0.0.1:" + receiver.port())
        .doesNotContain("\"" + receiver.port());
  }

  @Test
  void refusesWhatIsNoEndpoint() {
    assertWrong("{\"url\": \"https://example.com\"}", "name");
    assertWrong("{\"name\": \"n\"}", "url");
    assertWrong("{\"name\": \"n\", \"url\": \"ftp://example.com\"}", "url");
    assertWrong("{\"name\": \"n\", \"url\": \"http://2130706433/\"}", "url");
    assertWrong("{\"name\": \"n\", \"url\": \"https://a.example\", \"types\": []}", "types");
    assertWrong(
        "{\"name\": \"n\", \"url\": \"https://a.example\", \"types\": [\"*\", \"no.type\"]}",
        "types[1]");
    assertThat(api.post(WEBHOOKS, "{\"name\": \"n\", \"url\": \"https://10.1.2.3/\"}").errorKey())
        .isEqualTo("addressRefused");
    assertThat(api.post(WEBHOOKS, "{\"name\": \"n\", \"url\": \"http://1.1.1.1/\"}").errorKey())
        .isEqualTo("addressRefused");
    assertThat(api.get(WEBHOOKS).json()).isEmpty();
  }

  @Test
  void deletesAnEndpointWithAllThatWasMeantForIt() {
    receiver.behave(_ -> Reply.of(500));
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> view(hook).path("waiting").intValue() == 1);

    assertThat(api.delete(hook.path()).status()).isEqualTo(204);
    assertThat(api.get(hook.path()).status()).isEqualTo(404);
    assertThat(api.delete(hook.path()).status()).isEqualTo(404);
    for (String table : Set.of("webhook_retry", "webhook_attempt")) {
      assertThat(count(table)).isZero();
    }
  }

  @Test
  void forgetsAttemptsWhenTheirTimeIsOver() {
    WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1);
    await(() -> count("webhook_attempt") == 1);

    clock.advance(Duration.ofDays(31));

    await(() -> count("webhook_attempt") == 0);
  }

  private long count(String table) {
    return server
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  private void assertWrong(String body, String field) {
    ApiResponse response = api.post(WEBHOOKS, body);
    assertThat(response.status()).as(body).isEqualTo(400);
    assertThat(response.wrongFields()).as(body).contains(field);
  }

  private JsonNode view(WebhookFixture.Made hook) {
    return api.get(hook.path()).json();
  }

  private List<JsonNode> attempts(WebhookFixture.Made hook, String query) {
    return api.get(hook.path() + "/attempts" + query)
        .json()
        .path("items")
        .valueStream()
        .collect(Collectors.toList());
  }

  private static boolean isField(JsonNode body) {
    return body.path("type").stringValue().startsWith("field.");
  }

  private static long sequence(JsonNode body) {
    return body.path("sequence").longValue();
  }

  private static void await(BooleanSupplier condition) {
    Concurrency.await(condition);
  }

  private static WebhookConfig quick(WebhookConfig config) {
    return new WebhookConfig(
        config.allowedNetworks(),
        config.retrySchedule(),
        Duration.ofSeconds(5),
        16,
        8,
        config.disableAfter(),
        config.retention(),
        Duration.ofMillis(20),
        config.lease());
  }
}
