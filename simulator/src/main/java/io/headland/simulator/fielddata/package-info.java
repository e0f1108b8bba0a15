/// Field data that every simulated provider has: clients, farms, fields and boundaries, their
/// generation from a seed, and their ids.
@NullMarked
package io.headland.simulator.fielddata;

import org.jspecify.annotations.NullMarked;
