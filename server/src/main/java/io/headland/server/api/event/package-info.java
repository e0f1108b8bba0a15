/// The event feed of an API owner.
@NullMarked
package io.headland.server.api.event;

import org.jspecify.annotations.NullMarked;
