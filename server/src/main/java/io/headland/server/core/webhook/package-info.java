/// Endpoints of API owners, deliveries, retries and attempts.
@NullMarked
package io.headland.server.core.webhook;

import org.jspecify.annotations.NullMarked;
