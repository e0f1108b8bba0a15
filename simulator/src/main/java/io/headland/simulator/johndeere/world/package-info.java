/// What the simulated John Deere knows: applications, users, organizations and what lies beneath
/// them, how it is read from a file, how it is grown from a seed, and how it changes while running.
@NullMarked
package io.headland.simulator.johndeere.world;

import org.jspecify.annotations.NullMarked;
