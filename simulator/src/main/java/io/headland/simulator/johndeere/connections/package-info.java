/// Connections between applications and organizations, and the pages on which a grower creates
/// them.
@NullMarked
package io.headland.simulator.johndeere.connections;

import org.jspecify.annotations.NullMarked;
