/// The health of the accounts of an API owner.
@NullMarked
package io.headland.server.api.health;

import org.jspecify.annotations.NullMarked;
