package io.headland.server.api.event;

import io.headland.server.core.event.EventDocument;
import io.headland.server.core.event.EventPage;
import java.util.List;

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
