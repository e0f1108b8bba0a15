/// Which application is connected to which organization: the act of connecting, and the pages on
/// which a grower does it.
@NullMarked
package io.headland.simulator.johndeere.connections;

import org.jspecify.annotations.NullMarked;
