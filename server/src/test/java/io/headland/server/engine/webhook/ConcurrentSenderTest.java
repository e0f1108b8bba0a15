package io.headland.server.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
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
import java.util.stream.IntStream;
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
    List<Delivery> batch = IntStream.range(0, 20).mapToObj(ConcurrentSenderTest::delivery).toList();

    Map<Delivery, Attempt> attempts = sender.send(address(), batch, () -> false);

    assertThat(attempts).hasSize(20);
    assertThat(attempts.entrySet().stream().filter(each -> !each.getValue().isSuccess()))
        .extracting(each -> each.getKey().message().body())
        .containsExactly("7");
    assertThat(receiver.received()).hasSize(19);
  }

  private Address address() {
    return new Address(
        new ApiOwnerId(new UUID(0, 1)),
        WebhookKind.STANDARD,
        "http://" + OPEN + ":" + receiver.port() + "/hook",
        new SigningSecrets(List.of(Secret.of("secret"))));
  }

  private static Delivery delivery(int number) {
    Event event =
        new Event(
            new EventId(new UUID(0, number)),
            number,
            EventType.FIELD_CREATED,
            NOW,
            null,
            null,
            "field/" + number,
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
