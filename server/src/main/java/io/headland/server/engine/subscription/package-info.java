/// Keeps subscriptions at providers in step with the selected organizations, and reads the records
/// that notifications name.
@NullMarked
package io.headland.server.engine.subscription;

import org.jspecify.annotations.NullMarked;
