package io.headland.server.core.event;

import io.headland.server.Crowd;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What the feed tells of one Leaf user, from a moment on.
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

  /// Leaves out what was told until now.
  public RecordedEvents fromNow() {
    all();
    return this;
  }

  /// What was told since this was asked last.
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

  /// The one event of a type that was told since this was asked last.
  public JsonNode the(String type) {
    return all().stream()
        .filter(event -> event.path("type").stringValue().equals(type))
        .reduce(
            (_, _) -> {
              throw new AssertionError("There is more than one " + type);
            })
        .orElseThrow(() -> new AssertionError("There is no " + type));
  }

  /// Waits until everything that was committed is in its feed.
  public static void awaitPublished(ServerFixture server) {
    Crowd.await(
        () ->
            server
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery(
                                "select not exists (select from event where position is null)")
                            .mapTo(Boolean.class)
                            .one()));
  }
}
