package io.headland.server.core.event;

import java.util.List;

/// A section of a feed.
///
/// @param events that match the filter, in the order of their positions
/// @param next where the next section begins: after this position. With a filter it may be beyond
///   the last event, and a section may be empty although there are more events after it.
/// @param more whether there are events after `next`
/// @param oldest events up to this position have been deleted; a section that would begin before it
///   begins there
/// @param last the position of the newest event in the feed, regardless of the filter
public record EventPage(List<Event> events, long next, boolean more, long oldest, long last) {
  public EventPage {
    events = List.copyOf(events);
  }
}
