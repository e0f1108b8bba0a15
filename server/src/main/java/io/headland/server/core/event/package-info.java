/// Events: the outbox, the positions in the feed of an API owner, and reading the feed.
@NullMarked
package io.headland.server.core.event;

import org.jspecify.annotations.NullMarked;
