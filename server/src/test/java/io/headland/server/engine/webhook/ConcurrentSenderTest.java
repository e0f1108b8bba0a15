package io.headland.server.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.engine.webhook.ConcurrentSender.Calls;
import io.headland.server.engine.webhook.DeliveryPlan.EventBatch;
import io.headland.server.engine.webhook.WebhookSender.Address;
import io.headland.server.platform.config.Network;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.server.platform.safehttp.SafeHttpClient;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Batches sent to a receiver on 127.0.0.2, a network that the operator allowed.
class ConcurrentSenderTest {
  private static final String OPEN = "127.0.0.2";
  private static final Instant NOW = Instant.parse("2026-03-24T09:34:11Z");

  private final Receiver receiver = Receiver.startAt(OPEN, _ -> Receiver.Reply.of(204));
  private final SafeHttpClient client =
      new SafeHttpClient(
          InetAddress::getAllByName,
          List.of(Network.parse(OPEN)),
          Duration.ofSeconds(5),
          "Headland/test");
  private final WebhookSender messenger =
      new WebhookSender(
          client, new MessageFormats(List.of(new Brittle())), () -> NOW, (_, _) -> {});
  private final ConcurrentSender sender = new ConcurrentSender(messenger, 4);

  @AfterEach
  void stop() {
    sender.close();
    client.close();
    receiver.close();
  }

  @Test
  void aMessageThatCannotBeSentIsAFailedAttemptAtThatMessageAlone() throws InterruptedException {
    SentBatch batch = batch(IntStream.range(0, 20).mapToObj(i -> delivery(i, "field/" + i)));

    try (Calls calls = sender.begin(() -> false)) {
      calls.add(batch);
      calls.await(batch);
    }

    assertThat(IntStream.range(0, 20).filter(i -> !batch.attempt(i).orElseThrow().isSuccess()))
        .containsExactly(7);
    assertThat(receiver.received()).hasSize(19);
  }

  @Test
  void theNextBatchBeginsWhileACallOfTheOneBeforeIsInProgress() throws InterruptedException {
    // All but this one, and the eighth, which cannot be sent.
    CountDownLatch others = new CountDownLatch(18);
    receiver.behave(
        call -> {
          if (call.body().equals("0")) {
            others.await();
          } else {
            others.countDown();
          }
          return Receiver.Reply.of(204);
        });
    SentBatch first = batch(IntStream.range(0, 10).mapToObj(i -> delivery(i, "field/" + i)));
    SentBatch second = batch(IntStream.range(10, 20).mapToObj(i -> delivery(i, "field/" + i)));

    try (Calls calls = sender.begin(() -> false)) {
      calls.add(first);
      calls.add(second);
      calls.await(first);
      calls.await(second);
    }

    assertThat(receiver.received()).hasSize(19);
    assertThat(first.attempt(0).orElseThrow().isSuccess()).isTrue();
  }

  @Test
  void anEventOfTheNextBatchWaitsForTheOneOfItsEntityBefore() throws InterruptedException {
    AtomicInteger inProgress = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    receiver.behave(
        _ -> {
          most.accumulateAndGet(inProgress.incrementAndGet(), Math::max);
          inProgress.decrementAndGet();
          return Receiver.Reply.of(204);
        });
    List<SentBatch> batches =
        IntStream.range(0, 4)
            .mapToObj(
                i -> batch(IntStream.range(10, 20).mapToObj(j -> delivery(10 * i + j, "field/1"))))
            .toList();

    try (Calls calls = sender.begin(() -> false)) {
      batches.forEach(calls::add);
      for (SentBatch batch : batches) {
        calls.await(batch);
      }
    }

    assertThat(receiver.received().stream().map(call -> Integer.parseInt(call.body())))
        .containsExactlyElementsOf(IntStream.range(10, 50).boxed().toList());
    assertThat(most).hasValue(1);
  }

  @Test
  void afterAStopOnlyCallsInProgressEnd() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(4);
    CountDownLatch stopped = new CountDownLatch(1);
    receiver.behave(
        _ -> {
          called.countDown();
          stopped.await();
          return Receiver.Reply.of(204);
        });
    SentBatch first = batch(IntStream.range(10, 16).mapToObj(i -> delivery(i, "field/" + i)));
    SentBatch second = batch(IntStream.range(16, 20).mapToObj(i -> delivery(i, "field/" + i)));

    try (Calls calls = sender.begin(() -> false)) {
      calls.add(first);
      calls.add(second);
      called.await();
      calls.stop();
      stopped.countDown();
      calls.await(first);
      calls.await(second);
    }

    assertThat(IntStream.range(0, 6).filter(i -> first.attempt(i).isPresent()))
        .containsExactly(0, 1, 2, 3);
    assertThat(IntStream.range(0, 4).filter(i -> second.attempt(i).isPresent())).isEmpty();
    assertThat(receiver.received()).hasSize(4);
  }

  private SentBatch batch(Stream<Delivery> deliveries) {
    return new SentBatch(address(), new EventBatch(deliveries.toList(), 100, false));
  }

  private Address address() {
    return Address.of(
        new ApiOwnerId(new UUID(0, 1)),
        WebhookKind.STANDARD,
        "http://" + OPEN + ":" + receiver.port() + "/hook",
        new SigningSecrets(List.of(Secret.of("secret"))));
  }

  private static Delivery delivery(int number, String entity) {
    Event event =
        new Event(
            new EventId(new UUID(0, number)),
            number,
            EventType.FIELD_CREATED,
            NOW,
            null,
            null,
            entity,
            Json.MAPPER.createObjectNode());
    return new Delivery(
        event, new WebhookMessage("field.created", Integer.toString(number)), 0, true);
  }

  /// Fails with the event of number 7, the eighth.
  private static final class Brittle implements MessageFormat {
    @Override
    public WebhookKind kind() {
      return WebhookKind.STANDARD;
    }

    @Override
    public Set<EventType> wanted(List<String> types) {
      return Set.of();
    }

    @Override
    public Optional<WebhookMessage> message(Event event, List<String> types) {
      return Optional.empty();
    }

    @Override
    public Map<String, String> headers(String body, SigningSecrets secrets) {
      if (body.equals("7")) {
        throw new IllegalStateException("Cannot be formatted");
      }
      return Map.of();
    }

    @Override
    public List<Duration> pauses() {
      return List.of();
    }
  }
}
