/// Time measured with the monotonic clock, which is never set.
@NullMarked
package io.headland.server.platform.clock;

import org.jspecify.annotations.NullMarked;
