/// Events: what changed, for programs that want to hear of it.
///
/// An event is written in the transaction of the change that it tells, after what changed was
/// locked. Once committed it gets its position in the feed of its API owner, from one node at a
/// time: positions count up by one, never appear out of order, and per entity follow the order of
/// commits. What changes nothing writes no event. No event holds a secret.
@NullMarked
package io.headland.server.event;

import org.jspecify.annotations.NullMarked;
