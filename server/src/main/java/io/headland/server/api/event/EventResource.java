package io.headland.server.api.event;

import io.headland.server.core.event.EventDocument;
import io.headland.server.core.event.EventReadStore;
import io.headland.server.core.event.EventReadStore.EventFilter;
import io.headland.server.core.event.EventReadStore.EventPage;
import io.headland.server.core.event.EventType;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.ReplayWait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The feed of events, for programs that poll.
public final class EventResource {
  private static final String ENTITY = "event";
  private static final String EVENTS = "/services/headland/api/events";
  private static final String NEWEST = "newest";
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
  private static final String[] NONE = {};
  private static final int LIMIT = 100;
  private static final int MAX = 1_000;

  private final EventReadStore feed;
  private final Predicate<String> isProvider;
  private final ReplayWait replayWait;

  public EventResource(EventReadStore feed, Predicate<String> isProvider, ReplayWait replayWait) {
    this.feed = feed;
    this.isProvider = isProvider;
    this.replayWait = replayWait;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", EVENTS, this::list).owned("GET", EVENTS + "/{id}", this::get);
  }

  private Response list(ApiOwnerId owner, Request request) throws InterruptedException {
    EventFilter filter = new EventFilter(types(request), leafUser(request), provider(request));
    int limit = limit(request);
    Optional<String> after = request.query("after");
    if (after.equals(Optional.of(NEWEST))) {
      return Response.ok(new EventPageView(List.of(), feed.lastPosition(owner), false));
    }
    long position = after.map(EventResource::position).orElse(0L);
    EventPage page = feed.after(owner, position, filter, limit);
    if (after.isPresent() && position < page.oldest()) {
      throw new ProblemException(expired(page.oldest()));
    }
    if (position > page.last()) {
      throw wrong(
          "The query parameter after is beyond the newest event, whose sequence is %d."
              .formatted(page.last()));
    }
    if (!page.events().isEmpty()) {
      // The client may read what has changed next.
      replayWait.await();
    }
    return Response.ok(EventPageView.of(page));
  }

  private Response get(ApiOwnerId owner, Request request) {
    return EventId.parse(request.path("id"))
        .flatMap(id -> feed.find(owner, id))
        .map(event -> Response.ok(EventDocument.of(event)))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.rule(
                        404,
                        ENTITY,
                        "eventNotFound",
                        "There is no such event, or it has been deleted.")));
  }

  private static Problem expired(long oldest) {
    return Problem.rule(
        410,
        ENTITY,
        "eventsExpired",
        "Events up to the sequence %d have been deleted. Continue with after=%d, and read the missed data again."
            .formatted(oldest, oldest));
  }

  private static long position(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw wrong("The query parameter after must be the sequence of an event, or newest.");
    }
    return Long.parseLong(text);
  }

  private static int limit(Request request) {
    return request
        .query("limit")
        .map(
            text -> {
              long limit = COUNT.matcher(text).matches() ? Long.parseLong(text) : 0;
              if (limit < 1 || limit > MAX) {
                throw wrong(
                    "The query parameter limit must be a number from 1 to %d.".formatted(MAX));
              }
              return (int) limit;
            })
        .orElse(LIMIT);
  }

  private static Set<EventType> types(Request request) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    List<String> unknown = new ArrayList<>();
    for (String pattern : request.query("types").map(text -> text.split(",", -1)).orElse(NONE)) {
      Set<EventType> matching = EventType.matching(pattern.strip());
      if (matching.isEmpty()) {
        unknown.add("'" + pattern.strip() + "'");
      }
      types.addAll(matching);
    }
    if (!unknown.isEmpty()) {
      throw wrong(
          "The query parameter types contains an unknown type of event: "
              + String.join(", ", unknown));
    }
    return types;
  }

  private static @Nullable LeafUserId leafUser(Request request) {
    return request
        .query("leafUserId")
        .map(
            text ->
                LeafUserId.parse(text)
                    .orElseThrow(() -> wrong("The query parameter leafUserId must be a UUID.")))
        .orElse(null);
  }

  private @Nullable String provider(Request request) {
    Optional<String> provider = request.query("provider");
    if (provider.isPresent() && !isProvider.test(provider.get())) {
      throw wrong("The query parameter provider must be the name of a provider.");
    }
    return provider.orElse(null);
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  /// A section of the feed in a response.
  ///
  /// @param next where to continue, as `after`
  /// @param more whether there are more events
  record EventPageView(List<EventDocument> items, long next, boolean more) {

    static EventPageView of(EventPage page) {
      return new EventPageView(
          page.events().stream().map(EventDocument::of).toList(), page.next(), page.more());
    }
  }
}
