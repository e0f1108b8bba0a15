/// Subscriptions at providers, and the notifications that are to be processed.
@NullMarked
package io.headland.server.core.subscription;

import org.jspecify.annotations.NullMarked;
