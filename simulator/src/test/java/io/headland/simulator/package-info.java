@NullMarked
package io.headland.simulator;

import org.jspecify.annotations.NullMarked;
