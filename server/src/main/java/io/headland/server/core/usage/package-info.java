/// Counts of calls to providers, and provider applications that are throttled or refused.
@NullMarked
package io.headland.server.core.usage;

import org.jspecify.annotations.NullMarked;
