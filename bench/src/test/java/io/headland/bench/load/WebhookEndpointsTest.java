package io.headland.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WebhookEndpointsTest {
  private static final String FIRST = "5364cfa5-1424-41de-94c7-cab7e0175019";

  @Test
  void eachCallIsRecordedWithItsPathAndTheFieldOfItsEvent() throws Exception {
    try (WebhookEndpoints endpoints = WebhookEndpoints.start();
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(post(client, endpoints.fast(3), FIRST).join().statusCode()).isEqualTo(204);
      assertThat(post(client, endpoints.slow(4), "none").join().statusCode()).isEqualTo(204);

      assertThat(endpoints.received()).isEqualTo(2);
      List<WebhookEndpoints.Call> calls = endpoints.take();
      assertThat(calls).extracting(WebhookEndpoints.Call::field).containsExactly(FIRST, "");
      assertThat(calls).map(WebhookEndpoints::isSlow).containsExactly(false, true);
      assertThat(endpoints.take()).isEmpty();
    }
  }

  @Test
  void aSlowReceiverDoesNotDelayAFastOne() throws Exception {
    try (WebhookEndpoints endpoints = WebhookEndpoints.start();
        HttpClient client = HttpClient.newHttpClient()) {
      endpoints.delaySlow(Duration.ofDays(1));
      var slow = post(client, endpoints.slow(0), "waiting");

      assertThat(post(client, endpoints.fast(0), "sent").join().statusCode()).isEqualTo(204);
      assertThat(slow).isNotDone();
      slow.cancel(true);
    }
  }

  private static CompletableFuture<HttpResponse<Void>> post(
      HttpClient client, URI to, String fieldId) {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .POST(BodyPublishers.ofString("{\"data\": {\"fieldId\": \"%s\"}}".formatted(fieldId)))
            .build();
    return client.sendAsync(request, BodyHandlers.discarding());
  }
}
