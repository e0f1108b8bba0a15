package io.headland.server.core.event;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The events of one Leaf user in the feed, from a given position.
public final class RecordedEvents {
  private final ServerFixture server;
  private final ApiClient api;
  private final String leafUserId;
  private long after;

  private RecordedEvents(ServerFixture server, ApiClient api, String leafUserId) {
    this.server = server;
    this.api = api;
    this.leafUserId = leafUserId;
  }

  /// All events of a Leaf user.
  public static RecordedEvents of(ServerFixture server, ApiClient api, String leafUserId) {
    return new RecordedEvents(server, api, leafUserId);
  }

  /// Excludes the events published until now.
  public RecordedEvents fromNow() {
    all();
    return this;
  }

  /// The events published since the last call.
  public List<JsonNode> all() {
    awaitPublished(server);
    List<JsonNode> events = new ArrayList<>();
    boolean more = true;
    while (more) {
      JsonNode page =
          api.get(
                  "/services/headland/api/events?limit=1000&leafUserId="
                      + leafUserId
                      + "&after="
                      + after)
              .json();
      page.path("items").forEach(events::add);
      after = page.path("next").longValue();
      more = page.path("more").booleanValue();
    }
    return events;
  }

  public List<String> types() {
    return all().stream().map(event -> event.path("type").stringValue()).toList();
  }

  /// The one event of a type that was published since the last call.
  public JsonNode the(String type) {
    return all().stream()
        .filter(event -> event.path("type").stringValue().equals(type))
        .reduce(
            (_, _) -> {
              throw new AssertionError("There is more than one " + type);
            })
        .orElseThrow(() -> new AssertionError("There is no " + type));
  }

  /// Waits until all committed events are in their feeds.
  public static void awaitPublished(ServerFixture server) {
    Concurrency.await(
        () ->
            server
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery("select not exists (select from event_outbox)")
                            .mapTo(Boolean.class)
                            .one()));
  }
}
