/// Publishes committed events: assigns positions in the feed.
@NullMarked
package io.headland.server.engine.event;

import org.jspecify.annotations.NullMarked;
