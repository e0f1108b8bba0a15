/// Consequences of changed accounts for subscriptions.
@NullMarked
package io.headland.server.usecase.subscription;

import org.jspecify.annotations.NullMarked;
