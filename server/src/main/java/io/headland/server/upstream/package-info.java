/// Outbound HTTP: one client, time limits, redaction, Retry-After.
@NullMarked
package io.headland.server.upstream;

import org.jspecify.annotations.NullMarked;
