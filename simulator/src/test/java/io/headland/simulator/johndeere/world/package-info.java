@NullMarked
package io.headland.simulator.johndeere.world;

import org.jspecify.annotations.NullMarked;
