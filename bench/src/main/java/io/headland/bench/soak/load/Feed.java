package io.headland.bench.soak.load;

import io.headland.bench.soak.check.SeenEvent;
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
    Answer response = clients.get(random.nextInt(clients.size())).get(EVENTS + next);
    complete = false;
    if (response.isSuccess()) {
      JsonNode page = response.json();
      page.path("items").values().forEach(event -> events.add(EventDocument.read(event)));
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
}
