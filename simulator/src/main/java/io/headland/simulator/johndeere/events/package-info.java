/// The Data Subscription Service of the simulated John Deere: subscriptions, and the notifications
/// that are posted to their targets. A notification names the changed record without its content.
/// It is answered with 204 within the time limit, or sent again until the subscription expires.
@NullMarked
package io.headland.simulator.johndeere.events;

import org.jspecify.annotations.NullMarked;
