/// Limits the rate of calls for each provider application, shared by all nodes and fair to API
/// owners.
@NullMarked
package io.headland.server.engine.ratelimit;

import org.jspecify.annotations.NullMarked;
