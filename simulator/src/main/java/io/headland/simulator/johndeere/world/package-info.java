/// The state of the simulated John Deere: applications, users and organizations. It is read from a
/// file or generated from a seed, and changes while the simulator runs.
@NullMarked
package io.headland.simulator.johndeere.world;

import org.jspecify.annotations.NullMarked;
