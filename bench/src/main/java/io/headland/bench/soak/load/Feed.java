package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Resource;
import io.headland.bench.soak.check.SeenEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/// Reads the feed of events as a program that sends `next` as `after`, at a random node each time.
final class Feed implements Task {
  private static final String EVENTS = "/services/headland/api/events?limit=1000&after=";

  private final List<Client> clients;
  private final Random random;
  private final List<SeenEvent> events = new ArrayList<>();
  private long next;
  private boolean complete;

  Feed(List<Client> clients, Random random) {
    this.clients = clients;
    this.random = random;
  }

  @Override
  public void step() throws InterruptedException {
    Answer answer = clients.get(random.nextInt(clients.size())).get(EVENTS + next);
    complete = false;
    if (answer.isSuccess()) {
      JsonNode page = answer.json();
      page.path("items").values().forEach(event -> events.add(read(event)));
      next = page.path("next").asLong();
      complete = !page.path("more").asBoolean();
    }
  }

  /// Whether the last response was the end of the feed.
  boolean isComplete() {
    return complete;
  }

  List<SeenEvent> events() {
    return List.copyOf(events);
  }

  private static SeenEvent read(JsonNode event) {
    String type = event.path("type").asString();
    JsonNode data = event.path("data");
    return new SeenEvent(
        event.path("sequence").asLong(),
        event.path("id").asString(),
        type,
        resource(event, type, data),
        data.path("status").asString(""),
        data.path("previousStatus").asString(""),
        Instant.parse(event.path("timestamp").asString()));
  }

  private static Resource resource(JsonNode event, String type, JsonNode data) {
    String kind = type.substring(0, type.indexOf('.'));
    return switch (kind) {
      case "field" -> new Resource(kind, data.path("fieldId").asString());
      case "organization" ->
          new Resource(
              kind,
              data.path("leafUserId").asString() + "/" + data.path("providerOrgId").asString());
      default -> new Resource(kind, event.path("id").asString());
    };
  }
}
