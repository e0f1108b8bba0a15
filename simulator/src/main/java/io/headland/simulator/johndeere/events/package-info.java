/// The Data Subscription Service of the simulated John Deere: subscriptions, and the notifications
/// that are posted to their targets. A notification contains the address of the changed record
/// without its content. The target must return 204 within the time limit; otherwise the post is
/// retried until the subscription expires.
@NullMarked
package io.headland.simulator.johndeere.events;

import org.jspecify.annotations.NullMarked;
