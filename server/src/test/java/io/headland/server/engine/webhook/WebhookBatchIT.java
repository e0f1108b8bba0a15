package io.headland.server.engine.webhook;

import static io.headland.server.Concurrency.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.WebhookFixture;
import io.headland.server.platform.config.WebhookConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.server.platform.safehttp.Receiver.Received;
import io.headland.server.platform.safehttp.Receiver.Reply;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Events of several batches: the next one is read and sent before the result of one is stored.
class WebhookBatchIT {
  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final MovableClock clock = new MovableClock();
  private final ServerFixture server =
      ServerFixture.start(
          simulator.baseUri(), clock, ConfigChange.webhooks(WebhookBatchIT::withFastPolls));
  private final Receiver receiver = Receiver.start();
  private final ApiClient api = server.owner();

  @AfterEach
  void stop() {
    receiver.close();
    server.close();
    simulator.close();
  }

  @Test
  void keepsTheOrderOfEachEntityAcrossBatches() {
    AtomicInteger unordered = new AtomicInteger();
    Map<String, Long> last = new ConcurrentHashMap<>();
    receiver.behave(
        call -> {
          JsonNode body = WebhookFixture.body(call);
          Long before =
              last.put(body.path("type").stringValue(), body.path("sequence").longValue());
          if (before != null && before > body.path("sequence").longValue()) {
            unordered.incrementAndGet();
          }
          return Reply.of(body.at("/data/number").intValue() % 7 == 3 ? 500 : 204);
        });
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");

    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 400);
    WebhookFixture.write(server, EventType.CREDENTIAL_CREATED, "credential/1", 400);
    await(() -> receiver.received().size() >= 800 && view(hook).path("behind").intValue() == 0);

    assertThat(unordered).hasValue(0);
    assertThat(ids(receiver.received())).hasSize(800);
    assertThat(receiver.received()).hasSize(800);
  }

  @Test
  void replaysMoreEventsThanABatchHoldsOnceEach() {
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 500);
    await(() -> receiver.received().size() == 500 && view(hook).path("behind").intValue() == 0);

    api.post(hook.path() + "/replay", "{\"since\": \"2020-01-01T00:00:00Z\"}");
    await(() -> view(hook).path("waiting").intValue() == 0);

    assertThat(receiver.received()).hasSize(1_000);
    assertThat(ids(receiver.received().subList(500, 1_000))).hasSize(500);
    assertThat(countAttempts()).isEqualTo(1_000);
  }

  @Test
  void anEndpointThatIsGoneReceivesTheRestWhenItIsEnabled() {
    receiver.behave(_ -> Reply.of(410));
    WebhookFixture.Made hook = WebhookFixture.create(api, receiver, "field.*");
    WebhookFixture.write(server, EventType.FIELD_CREATED, "field/1", 1_000);
    await(() -> !view(hook).path("enabled").booleanValue());
    int refused = receiver.received().size();
    assertThat(refused).as("calls of the batches in progress").isLessThanOrEqualTo(256);
    Set<String> accepted = ConcurrentHashMap.newKeySet();
    receiver.behave(
        call -> {
          accepted.add(call.header("webhook-id"));
          return Reply.of(204);
        });

    api.patch(hook.path(), "{\"enabled\": true}");
    await(() -> view(hook).path("behind").intValue() == 0);
    clock.advance(Duration.ofMinutes(1));

    await(() -> accepted.size() == 1_000);
  }

  private long countAttempts() {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from webhook_attempt").mapTo(Long.class).one());
  }

  private JsonNode view(WebhookFixture.Made hook) {
    return api.get(hook.path()).json();
  }

  private static Set<String> ids(Collection<Received> calls) {
    return calls.stream().map(call -> call.header("webhook-id")).collect(Collectors.toSet());
  }

  private static WebhookConfig withFastPolls(WebhookConfig config) {
    return new WebhookConfig(
        config.allowedNetworks(),
        config.retrySchedule(),
        config.timeout(),
        config.parallelism(),
        config.postsAtOnce(),
        config.disableAfter(),
        config.retention(),
        Duration.ofMillis(20),
        config.lease());
  }
}
