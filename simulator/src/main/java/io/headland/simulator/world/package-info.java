/// What every simulated provider has in common: the land beneath an organization, what it grows
/// from, and the making of ids.
@NullMarked
package io.headland.simulator.world;

import org.jspecify.annotations.NullMarked;
