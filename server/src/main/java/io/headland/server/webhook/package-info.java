/// Webhooks: events are sent to the endpoints of API owners.
///
/// An endpoint has a place in the feed of its API owner. One lane at a time works it off, a batch
/// after the other; the new place, the attempts and what is to be tried again are stored in one
/// transaction, so that a node that dies repeats at most a batch: every event is delivered at least
/// once. First attempts at the events of one entity follow the order of the feed; what failed comes
/// again later, on its own schedule. No secret and no address of an endpoint is logged.
@NullMarked
package io.headland.server.webhook;

import org.jspecify.annotations.NullMarked;
