/// Field data common to all simulated providers: clients, farms, fields and boundaries, their
/// generation from a seed, and their ids.
@NullMarked
package io.headland.simulator.fielddata;

import org.jspecify.annotations.NullMarked;
