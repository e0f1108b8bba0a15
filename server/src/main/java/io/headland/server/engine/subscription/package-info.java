/// Reconciles subscriptions at providers with the selected organizations, and reads the records of
/// notifications.
@NullMarked
package io.headland.server.engine.subscription;

import org.jspecify.annotations.NullMarked;
