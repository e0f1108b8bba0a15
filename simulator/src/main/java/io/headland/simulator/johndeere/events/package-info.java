/// The Data Subscription Service of the simulated John Deere: who wants to hear of what, and the
/// posts that tell them. A post says what changed and never how; it is answered 204 in time, or
/// comes again until the subscription expires.
@NullMarked
package io.headland.simulator.johndeere.events;

import org.jspecify.annotations.NullMarked;
