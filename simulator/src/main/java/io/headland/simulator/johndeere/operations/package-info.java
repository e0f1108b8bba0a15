/// Field operations, machines and operators of the simulated John Deere, generated from the seed,
/// and the shapefiles of their points.
@NullMarked
package io.headland.simulator.johndeere.operations;

import org.jspecify.annotations.NullMarked;
