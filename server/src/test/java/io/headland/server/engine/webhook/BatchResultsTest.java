package io.headland.server.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.Attempt;
import io.headland.server.core.webhook.Delivery;
import io.headland.server.core.webhook.DeliveryStore.Result;
import io.headland.server.core.webhook.RetrySchedule;
import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.core.webhook.WebhookKind;
import io.headland.server.core.webhook.WebhookMessage;
import io.headland.server.engine.webhook.DeliveryPlan.EventBatch;
import io.headland.server.engine.webhook.WebhookSender.Address;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.PostOutcome.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is stored of batches that were not sent completely.
class BatchResultsTest {
  private static final Instant NOW = Instant.parse("2026-03-24T09:34:11Z");

  private final BatchResults results =
      new BatchResults(new RetrySchedule(List.of(Duration.ofSeconds(5)), new Random(1)));

  @Test
  void aCompleteBatchAdvancesThePositionPastItsFailures() {
    SentBatch batch = batch(1, 2, 3);
    end(batch, 0, 204);
    end(batch, 1, 500);
    end(batch, 2, 204);

    Result result = results.next(batch, NOW);

    assertThat(result.position()).isEqualTo(13);
    assertThat(events(result)).containsExactly(1L, 2L, 3L);
    assertThat(result.attempts().get(1).nextAt()).isPresent();
    assertThat(result.degraded()).isFalse();
  }

  @Test
  void thePositionStopsBeforeAnEventThatWasNotSentAndSoDoesThatOfTheNextBatch() {
    SentBatch first = batch(1, 2, 3, 4);
    end(first, 0, 500);
    end(first, 2, 204);
    end(first, 3, 500);
    SentBatch second = batch(5, 6);
    end(second, 0, 500);
    end(second, 1, 204);

    Result before = results.next(first, NOW);
    Result after = results.next(second, NOW);

    assertThat(before.position()).isEqualTo(1);
    assertThat(events(before)).as("a failure after the gap is sent again").containsExactly(1L, 3L);
    assertThat(after.position()).isEqualTo(1);
    assertThat(events(after)).containsExactly(6L);
  }

  @Test
  void aRetryThatWasNotSentDoesNotStopThePosition() {
    Delivery again = new Delivery(event(1), new WebhookMessage("field.created", ""), 2, false);
    SentBatch batch = batch(List.of(again, fresh(7)));
    end(batch, 1, 204);

    Result result = results.next(batch, NOW);

    assertThat(batch.retries()).containsExactly(again.event().id());
    assertThat(result.position()).isEqualTo(17);
    assertThat(events(result)).containsExactly(7L);
  }

  @Test
  void aBatchWithoutASuccessMakesTheEndpointDegraded() {
    SentBatch batch = batch(1, 2);
    end(batch, 0, 500);
    end(batch, 1, 500);

    assertThat(results.next(batch, NOW).degraded()).isTrue();
    assertThat(results.next(batch(), NOW).degraded()).isFalse();
  }

  private static List<Long> events(Result result) {
    return result.attempts().stream()
        .map(made -> made.attempt().event().value().getLeastSignificantBits())
        .toList();
  }

  private static void end(SentBatch batch, int index, int status) {
    Event event = batch.batch().deliveries().get(index).event();
    batch.begin();
    batch.end(
        index,
        new Attempt(
            event.id(),
            event.type().wireName(),
            1,
            NOW,
            new Received(status, "", Duration.ofMillis(20))));
  }

  private static SentBatch batch(long... positions) {
    return batch(IntStream.range(0, positions.length).mapToObj(i -> fresh(positions[i])).toList());
  }

  /// A batch whose filter passed ten events more.
  private static SentBatch batch(List<Delivery> deliveries) {
    long end = deliveries.isEmpty() ? 100 : deliveries.getLast().event().position() + 10;
    Address to =
        Address.of(
            new ApiOwnerId(new UUID(0, 1)),
            WebhookKind.STANDARD,
            "https://hooks.example/",
            new SigningSecrets(List.of(Secret.of("secret"))));
    return new SentBatch(to, new EventBatch(deliveries, end, false));
  }

  private static Delivery fresh(long position) {
    return new Delivery(event(position), new WebhookMessage("field.created", ""), 0, true);
  }

  private static Event event(long position) {
    return new Event(
        new EventId(new UUID(0, position)),
        position,
        EventType.FIELD_CREATED,
        NOW,
        null,
        null,
        "field/" + position,
        Json.MAPPER.createObjectNode());
  }
}
