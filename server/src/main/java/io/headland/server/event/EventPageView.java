package io.headland.server.event;

import java.util.List;

/// A stretch of the feed in an answer.
///
/// @param next where to go on, as `after`
/// @param more whether there is more already
record EventPageView(List<EventView> items, long next, boolean more) {

  static EventPageView of(EventPage page) {
    return new EventPageView(
        page.events().stream().map(EventView::of).toList(), page.next(), page.more());
  }
}
