/// Counts of calls to providers, and provider applications that are throttled or rejected.
@NullMarked
package io.headland.server.core.usage;

import org.jspecify.annotations.NullMarked;
