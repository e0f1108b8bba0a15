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
  @Test
  void eachCallIsRecordedWithItsPathAndEvent() throws Exception {
    try (WebhookEndpoints endpoints = WebhookEndpoints.start();
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(post(client, endpoints.fast(3), "first").join().statusCode()).isEqualTo(204);
      assertThat(post(client, endpoints.slow(4), "second").join().statusCode()).isEqualTo(204);

      assertThat(endpoints.received()).isEqualTo(2);
      List<WebhookEndpoints.Call> calls = endpoints.take();
      assertThat(calls).extracting(WebhookEndpoints.Call::event).containsExactly("first", "second");
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
      HttpClient client, URI to, String event) {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("webhook-id", event)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return client.sendAsync(request, BodyHandlers.discarding());
  }
}
