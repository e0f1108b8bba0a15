@NullMarked
package io.headland.simulator.world;

import org.jspecify.annotations.NullMarked;
