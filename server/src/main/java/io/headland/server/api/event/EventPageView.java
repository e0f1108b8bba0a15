package io.headland.server.api.event;

import io.headland.server.core.event.EventDocument;
import io.headland.server.core.event.EventPage;
import java.util.List;

/// A stretch of the feed in an answer.
///
/// @param next where to go on, as `after`
/// @param more whether there is more already
record EventPageView(List<EventDocument> items, long next, boolean more) {

  static EventPageView of(EventPage page) {
    return new EventPageView(
        page.events().stream().map(EventDocument::of).toList(), page.next(), page.more());
  }
}
