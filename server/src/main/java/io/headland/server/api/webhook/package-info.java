/// Webhooks and their deliveries.
@NullMarked
package io.headland.server.api.webhook;

import org.jspecify.annotations.NullMarked;
