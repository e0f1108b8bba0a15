package io.headland.simulator.johndeere.events;

import io.headland.simulator.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/// Posts events as a JSON array.
final class EventPost implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();

  /// The status of the response; 0 when there was none in time.
  int send(URI target, String authorization, List<Event> events, Duration responseTimeout)
      throws InterruptedException {
    ArrayNode body = Json.array();
    events.forEach(event -> body.add(event.json()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(responseTimeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
