/// Typed ids, so that the wrong UUID cannot be passed, and the one place that mints them.
@NullMarked
package io.headland.server.id;

import org.jspecify.annotations.NullMarked;
