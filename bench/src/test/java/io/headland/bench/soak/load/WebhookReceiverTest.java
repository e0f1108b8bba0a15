package io.headland.bench.soak.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.bench.soak.check.Delivery;
import io.headland.bench.soak.check.DeliveryHistory;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.Resource;
import io.headland.bench.soak.check.SeenEvent;
import io.headland.bench.soak.check.Subscription;
import io.headland.bench.soak.check.Violation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
  private static final Subscription SUBSCRIPTION =
      new Subscription("all", "1", List.of("*"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  /// Signed with the secret above, at 1614265330 as `event-1`.
  private static final String BODY =
      """
      {"id": "event-1", "type": "field.created", "sequence": 7,
       "timestamp": "2026-03-01T00:00:00Z", "data": {"fieldId": "f", "status": "PROCESSED"}}
      """;

  private static final String SIGNATURE = "v1,SDQBygcjthF1L1S5wyhQYIBMEunEwUeRmWFMhSb9AUo=";

  private final History history = new History();
  private final DeliveryHistory deliveries = new DeliveryHistory();

  @Test
  void failsForTheSameCallsOfTheSameSeed() throws Exception {
    List<Integer> first = statuses(42);
    int calls = deliveries.deliveries().size();

    assertThat(first).contains(0, 204, 500).isEqualTo(statuses(42)).isNotEqualTo(statuses(43));
    assertThat(first.stream().filter(status -> status == 204).count()).isGreaterThan(30);
    assertThat(calls).isEqualTo(first.size());
  }

  @Test
  void recordsTheEventAndWhetherItsSignatureIsValid() throws Exception {
    try (WebhookReceiver receiver = WebhookReceiver.start(1, deliveries, history);
        HttpClient http = HttpClient.newHttpClient()) {
      receiver.listen(SUBSCRIPTION);
      int _ = post(http, receiver.url("all"), BODY, SIGNATURE);
      int _ =
          post(
              http, receiver.url("all"), BODY.replace("field.created", "field.removed"), SIGNATURE);
    }

    Delivery genuine = deliveries.deliveries().getFirst();
    assertThat(genuine.event())
        .isEqualTo(
            new SeenEvent(
                7,
                "event-1",
                "field.created",
                new Resource("field", "f"),
                "PROCESSED",
                "",
                Instant.parse("2026-03-01T00:00:00Z")));
    assertThat(genuine.at().plus(genuine.clockDifference()))
        .isEqualTo(Instant.ofEpochSecond(1614265330));
    assertThat(genuine.began()).isLessThan(genuine.responded());
    assertThat(deliveries.deliveries()).extracting(Delivery::isSigned).containsExactly(true, false);
  }

  @Test
  void reportsCallsThatAreNotEventsOfAWebhook() throws Exception {
    try (WebhookReceiver receiver = WebhookReceiver.start(1, deliveries, history);
        HttpClient http = HttpClient.newHttpClient()) {
      receiver.listen(SUBSCRIPTION);
      int _ = post(http, receiver.url("all"), "{}", SIGNATURE);
      int _ = post(http, receiver.url("all"), "nothing", SIGNATURE);
      int _ = post(http, receiver.url("other"), BODY, SIGNATURE);
    }

    assertThat(deliveries.deliveries()).isEmpty();
    assertThat(history.violations())
        .hasSize(3)
        .extracting(Violation::type)
        .containsOnly(Violation.Type.FALSE_DELIVERY);
  }

  private List<Integer> statuses(long seed) throws IOException, InterruptedException {
    List<Integer> statuses = new ArrayList<>();
    try (WebhookReceiver receiver = WebhookReceiver.start(seed, deliveries, history);
        HttpClient http = HttpClient.newHttpClient()) {
      receiver.listen(SUBSCRIPTION);
      for (int i = 0; i < 60; i++) {
        statuses.add(post(http, receiver.url("all"), BODY, SIGNATURE));
      }
    }
    return statuses;
  }

  /// Returns 0 when there is no response.
  private static int post(HttpClient http, String url, String body, String signature)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("webhook-id", "event-1")
            .header("webhook-timestamp", "1614265330")
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    }
  }
}
