package io.headland.server.core.event;

import java.util.List;

/// A stretch of a feed.
///
/// @param events those that the filter lets through, in the order of their positions
/// @param next where the next stretch begins: after this position. With a filter it may lie beyond
///   the last event, and there may be no event in a stretch and more after it.
/// @param more whether the feed goes on after `next` already
/// @param oldest up to this position events are no longer kept; a stretch that was to begin before
///   it begins there
/// @param last the position of the newest event in the feed, whatever the filter
public record EventPage(List<Event> events, long next, boolean more, long oldest, long last) {
  public EventPage {
    events = List.copyOf(events);
  }
}
